package io.jenkins.plugins.attune;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.attune.config.ArchiveSetting;
import io.jenkins.plugins.attune.packs.PackLibrary;
import io.jenkins.plugins.attune.packs.PackTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Archives that mean harm, from a server that a source names: each is refused, and the controller is as it was. */
@WithJenkins
class HostilePacksIT {
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
        server.serve("outside.tar.gz", tar -> {
            PackServer.add(tar, "pack.yaml", PackServer.manifest("evil", "1.0.0"));
            PackServer.add(tar, "actions/x.yaml", "ref: evil.x\nentry_point: ../../../bin/sh\n");
        });
    }

    @AfterAll
    static void stop() {
        server.close();
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
        List<String> told = new ArrayList<>();

        told.add(refused(Packs.archive(server, "escape.tar.gz", "evil"), "leads out of the pack"));
        told.add(refused(Packs.archive(server, "link.tar.gz", "evil"), "is a symbolic link to '/etc'"));
        told.add(refused(Packs.archive(server, "bomb.tar.gz", "evil"), "more than 100 times as large"));
        told.add(refused(Packs.archive(server, "outside.tar.gz", "evil"), "lies outside the pack"));
        told.add(refused(new ArchiveSetting("evil", server.url("good.tar.gz"), wrong), "was promised"));
        told.add(refused(Packs.archive(server, "good.tar.gz", "evil"), "it is 'good'"));

        assertThat(told).doesNotHaveDuplicates();
        assertThat(files()).isEqualTo(before);
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
