package io.jenkins.plugins.attune.engine.environment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.environment.InstallSettings.Installer;
import io.jenkins.plugins.attune.engine.runtime.SearchPath;
import io.jenkins.plugins.attune.engine.runtime.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Installs Python packages by a pip that all environments share, or by uv.
 *
 * <p>A pip of its own takes longer to install into an environment than most packages do. The descriptor's command is
 * kept but for its beginning, which says how pip is started.
 */
final class PythonInstall {
    /** The first pip that installs for another interpreter. */
    private static final Version PIP_WITH_PYTHON = Version.parse("22.3");

    private static final String PIP_MARK = "attune-pip ";
    private static final String WHEEL_MARK = "attune-wheel ";
    private static final int PROBE_LINES = 8;

    /** Isolated ({@code -I}): neither a directory of the pack nor one of the user can stand in for pip. */
    private static final List<String> PROBE = List.of(
            "import glob, os, sysconfig",
            "try:",
            "    import pip",
            "    print('attune-pip', pip.__version__)",
            "except ImportError:",
            "    pass",
            "places = [sysconfig.get_config_var('WHEEL_PKG_DIR'), '/usr/share/python-wheels']",
            "try:",
            "    import ensurepip",
            "    places.insert(0, os.path.join(os.path.dirname(ensurepip.__file__), '_bundled'))",
            "except ImportError:",
            "    pass",
            "for place in places:",
            "    for wheel in glob.glob(os.path.join(place or '/nowhere', 'pip-*.whl')):",
            "        print('attune-wheel', wheel)");

    private final BuildSite site;
    private final UnaryOperator<String> machine;

    PythonInstall(BuildSite site, UnaryOperator<String> machine) {
        this.site = site;
        this.machine = machine;
    }

    /** Whether the descriptor's command is one of pip. */
    static boolean isPip(List<String> command) {
        int module = command.indexOf("-m");
        return module > 0
                && command.size() > module + 1
                && command.get(module + 1).equals("pip")
                && command.contains("install");
    }

    void run(List<String> declared) throws IOException, InterruptedException, InstallFailure {
        InstallSettings.Additions additions = site.request().settings().additions();
        List<String> constraints = additions.constraints().isEmpty()
                ? List.of()
                : List.of(
                        "-c",
                        site.write("constraints.txt", additions.constraints()).toString());
        List<String> extra = additions.requirements().isEmpty()
                ? List.of()
                : List.of(
                        "-r",
                        site.write("requirements.txt", additions.requirements()).toString());
        Tool tool = tool();
        site.listener().phase("installing packages with " + tool.name());
        List<String> asked = site.manifest().asksForSomething() ? arguments(tool, declared) : List.of();
        // With hashes in one file, pip wants them in all.
        if (site.manifest().hasHashes() && !asked.isEmpty() && !extra.isEmpty()) {
            install(tool, asked, constraints);
            install(tool, extra, constraints);
        } else {
            List<String> all = new ArrayList<>(asked);
            all.addAll(extra);
            install(tool, all, constraints);
        }
    }

    private void install(Tool tool, List<String> arguments, List<String> constraints)
            throws IOException, InterruptedException, InstallFailure {
        List<String> command = new ArrayList<>(tool.start());
        command.addAll(arguments);
        command.addAll(constraints);
        site.run(tool.name(), command, site.request().packDirectory());
    }

    /** What the descriptor says after {@code install}; uv understands files only, of what pip does. */
    private List<String> arguments(Tool tool, List<String> declared) throws InstallFailure {
        CommandTemplate template = site.template();
        List<String> rest = declared.subList(declared.indexOf("install") + 1, declared.size()).stream()
                .map(template::fill)
                .toList();
        if (!tool.uv()) {
            return rest;
        }
        List<String> files = new ArrayList<>();
        for (int i = 0; i + 1 < rest.size(); i++) {
            if (rest.get(i).equals("-r") || rest.get(i).equals("-c")) {
                files.addAll(rest.subList(i, i + 2));
            }
        }
        if (site.manifest().hasHashes()) {
            files.add("--require-hashes");
        }
        return files;
    }

    private Tool tool() throws IOException, InterruptedException, InstallFailure {
        InstallSettings.Tools tools = site.request().settings().tools();
        String uv = tools.installer() == Installer.PIP
                ? null
                : new SearchPath(site.tools().path()).find("uv").orElse(null);
        if (tools.installer() == Installer.UV && uv == null) {
            throw new InstallFailure("this machine has no uv", "Install uv, or choose pip.");
        }
        if (uv != null && (tools.installer() == Installer.UV || tools.pip() == null && !isSetUpForPip())) {
            return new Tool(
                    "uv",
                    true,
                    List.of(uv, "pip", "install", "--compile-bytecode", "--python", site.interpreterInside()));
        }
        if (tools.pip() != null) {
            return bundled(tools.pip());
        }
        return pip();
    }

    /** uv does not read what an administrator has set up for pip, and would ask the public index. */
    private boolean isSetUpForPip() {
        InstallSettings.Sources sources = site.request().settings().sources();
        if (sources.index() != null || sources.wheels() != null) {
            return false;
        }
        String home = machine.apply("HOME");
        List<Path> files = new ArrayList<>(List.of(Path.of("/etc/pip.conf")));
        if (home != null) {
            files.add(Path.of(home, ".config/pip/pip.conf"));
            files.add(Path.of(home, ".pip/pip.conf"));
        }
        return files.stream().anyMatch(Files::exists)
                || List.of("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS", "PIP_CONFIG_FILE").stream()
                        .anyMatch(name -> machine.apply(name) != null);
    }

    private Tool pip() throws IOException, InterruptedException, InstallFailure {
        String base = String.valueOf(site.interpreter().path());
        String probe = site.write("find-pip.py", PROBE).toString();
        site.run("the search for pip", List.of(base, "-I", probe), site.slot().scratch());
        List<String> said = site.tools().log().last(PROBE_LINES);
        Version installed = version(marked(said, PIP_MARK));
        if (installed != null && installed.compareTo(PIP_WITH_PYTHON) >= 0) {
            return new Tool(
                    "pip " + installed,
                    false,
                    List.of(base, "-I", "-m", "pip", "--python", site.interpreterInside(), "install"));
        }
        String wheel = marked(said, WHEEL_MARK);
        if (wheel == null) {
            throw new InstallFailure(
                    site.request().runtime().shown() + " has no pip to install packages with",
                    "Install pip 22.3 or newer for this interpreter, its ensurepip (Debian: python3-venv), or uv.");
        }
        return bundled(wheel);
    }

    /** A pip that is not installed, run by the environment's own interpreter. */
    private Tool bundled(String place) {
        Path directory = Path.of(place);
        String program = place.endsWith(".whl") || Files.isDirectory(directory.resolve("pip")) ? place + "/pip" : place;
        return new Tool(
                "pip (" + directory.getFileName() + ")",
                false,
                List.of(site.interpreterInside(), "-I", program, "install"));
    }

    @CheckForNull
    private static String marked(List<String> lines, String mark) {
        return lines.stream()
                .filter(line -> line.startsWith(mark))
                .map(line -> line.substring(mark.length()))
                .reduce((first, last) -> last)
                .orElse(null);
    }

    @CheckForNull
    private static Version version(@CheckForNull String text) {
        return text == null || !text.matches("[0-9]+(\\.[0-9]+)*") ? null : Version.parse(text);
    }

    /** @param start the command up to and with {@code install} */
    private record Tool(String name, boolean uv, List<String> start) {}
}
