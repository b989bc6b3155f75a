package io.jenkins.plugins.attune;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The pack {@code wants}, whose action {@code wants.version} says which version of {@code tool} it sees, and {@code wants.hold} stays. */
final class DependentPack {
    private DependentPack() {}

    /** @param requirements content of its list of dependencies */
    static void write(Path packs, String requirements) throws IOException {
        Path pack = packs.resolve("wants");
        Files.createDirectories(pack.resolve("actions"));
        Files.writeString(pack.resolve("pack.yaml"), "ref: wants\nlabel: Wants\nversion: 1.0.0\n");
        Files.writeString(pack.resolve("requirements.txt"), requirements);
        Files.writeString(
                pack.resolve("actions").resolve("version.yaml"),
                "ref: wants.version\nlabel: Version\nrunner_type: python\nentry_point: version.py\n");
        Files.writeString(
                pack.resolve("actions").resolve("version.py"), "import tool\n\nprint('tool', tool.VERSION)\n");
        Files.writeString(
                pack.resolve("actions").resolve("hold.yaml"),
                "ref: wants.hold\nlabel: Hold\nrunner_type: python\nentry_point: hold.py\n");
        Files.writeString(
                pack.resolve("actions").resolve("hold.py"),
                "import time\n\nprint('holding', flush=True)\ntime.sleep(600)\n");
    }
}
