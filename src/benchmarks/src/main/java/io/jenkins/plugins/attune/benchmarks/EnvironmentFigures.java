package io.jenkins.plugins.attune.benchmarks;

import io.jenkins.plugins.attune.engine.environment.InstallSettings.Installer;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Prints what environments cost, against what people do by hand, side by side in one run.
 *
 * <p>A program of its own and no JMH benchmark: what is measured takes seconds, asks an index, and needs a cache that is
 * empty or filled. Every figure is a median, and the rivals take turns, so that a busy machine is busy for all. Needs
 * an index, or {@code PIP_FIND_LINKS} and the like; uv is measured where it is on the {@code PATH}.
 */
public final class EnvironmentFigures {
    private static final int WARM_UP = 2000;
    private static final int LOOKUPS = 2000;
    private static final int EMPTY_ROUNDS = 7;
    private static final int PACKAGE_ROUNDS = 3;
    private static final int SAME = 10;

    /** Ten packages that packs of the public index depend on, with what they depend on themselves. */
    private static final List<String> TEN = List.of(
            "requests", "PyYAML", "boto3", "hvac", "httpx", "PyJWT", "jinja2", "python-dateutil", "pika", "click");

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final EnvironmentRig rig;
    private final ByHand byHand;

    private EnvironmentFigures(EnvironmentRig rig) {
        this.rig = rig;
        byHand = new ByHand(rig.directory().resolve("by-hand"), rig.interpreter());
    }

    /** @param arguments none */
    public static void main(String[] arguments) throws Exception {
        try (EnvironmentRig rig = new EnvironmentRig(Files.createTempDirectory("attune-figures"))) {
            new EnvironmentFigures(rig).print();
        }
        // The engine's threads would keep the process for a while.
        System.exit(0);
    }

    private void print() throws Exception {
        out.println("Python: " + rig.interpreter() + ", processors: "
                + Runtime.getRuntime().availableProcessors());
        lookUps();
        withoutPackages();
        withPackages();
        size();
    }

    private void lookUps() throws Exception {
        Path root = rig.root("warm");
        rig.get(root, "pack", "# none\n", Installer.PIP);
        Timings timings = new Timings();
        for (int i = 0; i < WARM_UP + LOOKUPS; i++) {
            long begun = System.nanoTime();
            rig.get(root, "pack", "# none\n", Installer.PIP);
            if (i >= WARM_UP) {
                timings.add(System.nanoTime() - begun);
            }
        }
        row("environment, warm", "%.2f ms (95 %%: %.2f ms)", timings.millis(50), timings.millis(95));
    }

    private void withoutPackages() throws Exception {
        Path root = rig.root("empty");
        Timings ours = new Timings();
        Timings venv = new Timings();
        for (int i = 0; i < EMPTY_ROUNDS; i++) {
            String name = "pack" + i;
            ours.measure(() -> rig.get(root, name, "# none\n", Installer.PIP));
            venv.measure(() -> byHand.venv(name));
        }
        against("cold, no packages", ours, "python3 -m venv", venv);
    }

    private void withPackages() throws Exception {
        for (boolean second : List.of(false, true)) {
            Rivals rivals = new Rivals();
            if (second) {
                round(new Rivals(), "filler", true);
            }
            for (int i = 0; i < PACKAGE_ROUNDS; i++) {
                round(rivals, (second ? "second" : "first") + i, second);
            }
            String what = "cold, ten packages, " + (second ? "second" : "first") + " pack, by ";
            against(what + "pip", rivals.pip, "venv + pip", rivals.venv);
            if (byHand.hasUv()) {
                against(what + "uv", rivals.uv, "venv + pip", rivals.venv);
                against(what + "uv", rivals.uv, "uv venv + uv pip install", rivals.uvByHand);
            }
        }
        if (!byHand.hasUv()) {
            out.println("uv is not on the PATH, and was not measured");
        }
    }

    private void round(Rivals rivals, String name, boolean second) throws Exception {
        String ten = String.join("\n", TEN) + "\n";
        Path list = rig.list(ten);
        rivals.pip.measure(() -> rig.get(place("pip", name, second), name, ten, Installer.PIP));
        rivals.venv.measure(() -> byHand.venvAndPip(name, list, second));
        if (byHand.hasUv()) {
            rivals.uv.measure(() -> rig.get(place("uv", name, second), name, ten, Installer.UV));
            rivals.uvByHand.measure(() -> byHand.uv(name, list, second));
        }
    }

    /** Where the cache is empty for a first pack, and that of the first packs for a second. */
    private Path place(String tool, String name, boolean second) {
        return rig.root(tool + (second ? "-shared" : "-" + name));
    }

    private void size() throws Exception {
        String list = String.join("\n", TEN) + "\n";
        for (Installer way : byHand.hasUv() ? List.of(Installer.PIP, Installer.UV) : List.of(Installer.PIP)) {
            Path root = rig.root("size-" + way);
            List<Path> environments = new ArrayList<>();
            for (int i = 0; i < SAME; i++) {
                environments.add(rig.get(root, "same" + i, list, way));
            }
            row(
                    "size by " + way.name().toLowerCase(Locale.ROOT),
                    "one %.1f MiB, ten with the same packages %.1f MiB, their cache %.1f MiB",
                    DiskUse.mebibytes(environments.subList(0, 1)),
                    DiskUse.mebibytes(environments),
                    DiskUse.mebibytes(List.of(root.resolve(".cache"))));
        }
        List<Path> rivals = new ArrayList<>();
        Path file = rig.list(list);
        for (int i = 0; i < 2; i++) {
            byHand.venvAndPip("size" + i, file, true);
            rivals.add(byHand.place("size" + i));
        }
        row(
                "size by venv + pip",
                "one %.1f MiB, two %.1f MiB",
                DiskUse.mebibytes(rivals.subList(0, 1)),
                DiskUse.mebibytes(rivals));
    }

    private void against(String what, Timings ours, String rival, Timings theirs) {
        row(
                what,
                "%,.0f ms against %,.0f ms for %s: %.1f times faster",
                ours.millis(50),
                theirs.millis(50),
                rival,
                theirs.millis(50) / ours.millis(50));
    }

    private void row(String what, String format, Object... values) {
        out.printf(Locale.ROOT, "%-42s " + format + "%n", prepend(what, values));
    }

    private static Object[] prepend(String what, Object... values) {
        List<Object> all = new ArrayList<>(List.of(values));
        all.add(0, what);
        return all.toArray();
    }

    /** Ours and what people do by hand, in one table. */
    private static final class Rivals {
        private final Timings pip = new Timings();
        private final Timings uv = new Timings();
        private final Timings venv = new Timings();
        private final Timings uvByHand = new Timings();
    }
}
