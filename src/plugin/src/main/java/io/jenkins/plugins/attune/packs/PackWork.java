package io.jenkins.plugins.attune.packs;

import hudson.ExtensionList;
import hudson.ProxyConfiguration;
import io.jenkins.plugins.attune.config.AttuneConfiguration;
import io.jenkins.plugins.attune.config.PackSettings;
import io.jenkins.plugins.attune.config.PackSourceSetting;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.pack.PackLoader;
import io.jenkins.plugins.attune.engine.source.Download;
import io.jenkins.plugins.attune.engine.source.GitCheckout;
import io.jenkins.plugins.attune.engine.source.InstallReport;
import io.jenkins.plugins.attune.engine.source.InstalledPack;
import io.jenkins.plugins.attune.engine.source.PackFetcher;
import io.jenkins.plugins.attune.engine.source.PackInstaller;
import io.jenkins.plugins.attune.engine.source.PackLookup;
import io.jenkins.plugins.attune.engine.source.PackRequest;
import io.jenkins.plugins.attune.engine.source.PackSource;
import io.jenkins.plugins.attune.engine.source.PackSources;
import io.jenkins.plugins.attune.engine.source.PackSpec;
import io.jenkins.plugins.attune.engine.source.UnpackLimits;
import io.jenkins.plugins.attune.engine.source.Updates;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One visit to the sources, as they are configured now. For one thread; takes as long as the network does. */
final class PackWork {
    private final PackLibrary library;
    private final PackSources sources;
    private final PackFetcher fetcher;

    PackWork(PackLibrary library) throws IOException {
        this.library = library;
        PackSettings settings = AttuneConfiguration.get().getPacks();
        PackLoader loader = library.shelf().loader();
        Download download =
                new Download(ProxyConfiguration.newHttpClientBuilder(), settings.rules(), Download.DEFAULT_TIME);
        PackSourceSetting.Means means = new PackSourceSetting.Means(download, loader);
        sources = new PackSources(settings.getSources().stream()
                .map(source -> source.source(means))
                .toList());
        fetcher = new PackFetcher(
                library.store(), loader, new PackFetcher.Means(download, git(settings), UnpackLimits.DEFAULT, true));
    }

    private static GitCheckout git(PackSettings settings) {
        return ExtensionList.lookup(GitAccess.class).stream()
                .findFirst()
                .map(access -> access.checkout(settings::credentialFor))
                .orElseGet(NoGit::new);
    }

    /** Installs a pack, and those that it needs. */
    InstallReport install(PackSpec spec) throws AttuneException, IOException, InterruptedException {
        return new PackInstaller(library.installed(), fetcher, sources, Set.of(CorePack.NAME))
                .install(List.of(new PackRequest.Named(spec)));
    }

    /** A source that does not answer hides no other. */
    PackNews look() throws IOException, InterruptedException {
        Map<String, PackNews.Offer> offers = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        for (PackSource source : sources.sources()) {
            try {
                for (PackLookup.Place place : source.all()) {
                    offers.putIfAbsent(place.ref(), new PackNews.Offer(place.ref(), place.version(), source.shown()));
                }
            } catch (AttuneException e) {
                problems.add(e.describe());
            }
        }
        List<Updates.Update> updates = new ArrayList<>();
        Updates all = new Updates(fetcher, sources);
        for (InstalledPack pack : library.installed().list().packs()) {
            updates.add(all.of(pack, sources));
        }
        return new PackNews(Instant.now(), List.copyOf(offers.values()), updates, problems);
    }
}
