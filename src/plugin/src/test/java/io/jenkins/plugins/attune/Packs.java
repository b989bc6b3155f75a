package io.jenkins.plugins.attune;

import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.attune.config.ArchiveSetting;
import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.config.PackSettings;
import io.jenkins.plugins.attune.config.PackSourceSetting;
import io.jenkins.plugins.attune.packs.PackDesk;
import io.jenkins.plugins.attune.packs.PackTask;
import java.time.Duration;
import java.util.List;

/** What tests do with the packs of a Jenkins. */
final class Packs {
    private static final Duration SOON = Duration.ofSeconds(60);

    private Packs() {}

    static void sources(PackSourceSetting... sources) {
        PackSettings settings = new PackSettings();
        settings.setSources(List.of(sources));
        AttuneConfiguration.get().setPacks(settings);
    }

    static ArchiveSetting archive(PackServer server, String file, String ref) {
        return new ArchiveSetting(ref, server.url(file), server.sha256(file));
    }

    /** Installs or updates, and waits for the end, be it good or bad. */
    static PackTask install(String spec) throws Exception {
        return ended(PackDesk.get().install(spec));
    }

    static PackTask remove(String ref) throws Exception {
        return ended(PackDesk.get().remove(ref));
    }

    static PackTask ended(PackTask asked) {
        await().atMost(SOON).until(() -> PackDesk.get()
                .task(asked.ref())
                .filter(PackTask::hasEnded)
                .isPresent());
        return PackDesk.get().task(asked.ref()).orElseThrow();
    }
}
