package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.attune.config.ArchiveSetting;
import io.jenkins.plugins.attune.packs.PackLibrary;
import io.jenkins.plugins.attune.packs.PackTask;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Archives that mean harm, from a server that a source names: each is refused, and the controller is as it was, its disk
 * and its heap.
 */
@WithJenkins
class HostilePacksIT {
    private static final Duration SOON = Duration.ofSeconds(90);

    /** Of a refusal in the audit log, at most. */
    private static final long MESSAGE = 4 << 10;

    /** What Jenkins itself may take meanwhile; the bomb alone has 100 MiB. */
    private static final long NOISE = 48 << 20;

    private static JenkinsRule rule;
    private static PackServer server;

    @BeforeAll
    static void serve(JenkinsRule jenkins) throws Exception {
        rule = jenkins;
        server = new PackServer();
        server.servePack("good.tar.gz", "good", "1.0.0", "good");
        server.serve("escape.tar.gz", tar -> PackServer.add(tar, "../../escaped", "harm"));
        server.serve("link.tar.gz", tar -> {
            PackServer.add(tar, "pack.yaml", PackServer.manifest("evil", "1.0.0"));
            PackServer.link(tar, "actions", "/etc");
        });
        server.serve("bomb.tar.gz", tar -> PackServer.zeros(tar, "zeros", 100));
        server.serve("absolute.tar.gz", tar -> PackServer.add(tar, "//etc/attune-was-here", "harm"));
        server.serve("many.tar.gz", tar -> {
            for (int i = 0; i < 100_000; i++) {
                PackServer.add(tar, "files/" + i, "");
            }
        });
        server.serve("markup.tar.gz", tar -> PackServer.add(tar, "<img src=x onerror=alert(1)>", "harm"));
        server.serve("control.tar.gz", tar -> PackServer.add(tar, "a\u0007b", "harm"));
        server.serve(
                "tag.tar.gz",
                tar -> PackServer.add(
                        tar,
                        "pack.yaml",
                        PackServer.manifest("evil", "1.0.0") + "meta: !!javax.script.ScriptEngineManager []\n"));
        server.serve("aliases.tar.gz", tar -> PackServer.add(tar, "pack.yaml", aliases()));
        server.serve("outside.tar.gz", tar -> {
            PackServer.add(tar, "pack.yaml", PackServer.manifest("evil", "1.0.0"));
            PackServer.add(tar, "actions/x.yaml", "ref: evil.x\nentry_point: ../../../bin/sh\n");
        });
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** A list of lists of lists, nine deep, each nine times the one before. */
    private static String aliases() {
        StringBuilder yaml = new StringBuilder(PackServer.manifest("evil", "1.0.0")).append("a0: &a0 [x]\n");
        for (int i = 1; i < 10; i++) {
            yaml.append("a" + i + ": &a" + i + " [" + ("*a" + (i - 1) + ", ").repeat(9) + "]\n");
        }
        return yaml.toString();
    }

    /** What is left of packs on the disk; the audit log grows by a line for each refusal. */
    private static long onDisk() {
        return FileUtils.sizeOfDirectory(rule.jenkins
                .getRootDir()
                .toPath()
                .resolve("attune")
                .resolve("packs")
                .toFile());
    }

    private static List<String> temporary() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.map(Path::toString)
                    .filter(name -> name.contains("attune"))
                    .toList();
        }
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** What else is beside it, as the journals are, comes and goes by itself. */
    private static List<String> files() throws IOException {
        Path store = rule.jenkins.getRootDir().toPath().resolve("attune").resolve("packs");
        try (Stream<Path> all = Files.walk(store)) {
            return all.map(Path::toString).sorted().toList();
        }
    }

    @Test
    void eachIsRefusedWithItsReasonAndNothingOfItStays() throws Exception {
        String good = server.sha256("good.tar.gz");
        String wrong = (good.charAt(0) == '0' ? '1' : '0') + good.substring(1);
        Packs.sources(Packs.archive(server, "good.tar.gz", "good"));
        assertThat(Packs.install("good").state()).isEqualTo(PackTask.State.DONE);
        List<String> before = files();
        List<String> temporary = temporary();
        long disk = onDisk();
        long heap = heap();
        List<String> told = new ArrayList<>();

        told.add(refused(Packs.archive(server, "escape.tar.gz", "evil"), "leads out of the pack"));
        told.add(refused(Packs.archive(server, "link.tar.gz", "evil"), "is a symbolic link to '/etc'"));
        told.add(refused(Packs.archive(server, "bomb.tar.gz", "evil"), "more than 100 times as large"));
        told.add(refused(Packs.archive(server, "absolute.tar.gz", "evil"), "is an absolute path"));
        told.add(refused(Packs.archive(server, "many.tar.gz", "evil"), "more than 10000 files"));
        told.add(refused(Packs.archive(server, "markup.tar.gz", "evil"), "holds the character <"));
        told.add(refused(Packs.archive(server, "control.tar.gz", "evil"), "holds the control character U+0007"));
        told.add(refused(Packs.archive(server, "tag.tar.gz", "evil"), "tag"));
        told.add(refused(Packs.archive(server, "aliases.tar.gz", "evil"), "alias"));
        told.add(refused(Packs.archive(server, "outside.tar.gz", "evil"), "lies outside the pack"));
        told.add(refused(new ArchiveSetting("evil", server.url("good.tar.gz"), wrong), "was promised"));
        told.add(refused(Packs.archive(server, "good.tar.gz", "evil"), "it is 'good'"));

        assertThat(told).doesNotHaveDuplicates();
        assertThat(files()).isEqualTo(before);
        assertThat(temporary()).isEqualTo(temporary);
        assertThat(onDisk() - disk).isLessThan(told.size() * MESSAGE);
        await().atMost(SOON).untilAsserted(() -> assertThat(heap() - heap).isLessThan(NOISE));
        assertThat(PackLibrary.get().catalog().packs())
                .extracting(pack -> pack.ref())
                .containsExactly("core", "good");
        assertThat(Path.of("/escaped")).doesNotExist();
    }

    private static String refused(ArchiveSetting source, String why) throws Exception {
        Packs.sources(source);
        PackTask task = Packs.install("evil");
        assertThat(task.state()).as(task.message()).isEqualTo(PackTask.State.FAILED);
        assertThat(task.message()).contains(why);
        return task.message();
    }
}
