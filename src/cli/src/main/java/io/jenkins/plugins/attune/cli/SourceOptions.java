package io.jenkins.plugins.attune.cli;

import io.jenkins.plugins.attune.engine.pack.PackLoader;
import io.jenkins.plugins.attune.engine.source.Download;
import io.jenkins.plugins.attune.engine.source.Indexes;
import io.jenkins.plugins.attune.engine.source.InstalledPacks;
import io.jenkins.plugins.attune.engine.source.PackFetcher;
import io.jenkins.plugins.attune.engine.source.UnpackLimits;
import io.jenkins.plugins.attune.engine.source.UrlRules;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of the commands that reach sources of packs, and what it takes to reach them. */
final class SourceOptions {
    @Mixin
    private StoreOption store = new StoreOption();

    @Option(
            names = "--index",
            paramLabel = "URL",
            description = "An index of packs, or a file that holds one; may be repeated: of each pack, the first that "
                    + "has it counts. Default: the public index.")
    private List<String> indexes = new ArrayList<>();

    @Option(
            names = "--allow-http",
            paramLabel = "HOST",
            description = "A host that may be asked by http. Others must have https, but for this machine.")
    private List<String> plainHosts = new ArrayList<>();

    InstalledPacks installed(Surroundings surroundings) {
        return store.packs(surroundings);
    }

    Indexes indexes(Surroundings surroundings) {
        List<String> places = indexes.isEmpty() ? List.of(Indexes.PUBLIC) : indexes;
        List<String> resolved = places.stream()
                .map(place -> place.contains("://")
                        ? place
                        : surroundings.resolve(place).toString())
                .toList();
        return new Indexes(resolved, download(surroundings));
    }

    PackFetcher fetcher(Surroundings surroundings, CorePack core) throws IOException {
        GitCommand git = new GitCommand(Download.DEFAULT_TIME);
        PackFetcher.Means means = new PackFetcher.Means(download(surroundings), git, UnpackLimits.DEFAULT, true);
        return new PackFetcher(store.root(surroundings), new PackLoader(core.runtimes()), means);
    }

    private Download download(Surroundings surroundings) {
        HttpClient.Builder client = HttpClient.newBuilder().proxy(EnvironmentProxies.of(surroundings));
        return new Download(client, new UrlRules(Set.of(), allowed()), Download.DEFAULT_TIME);
    }

    private Set<String> allowed() {
        Set<String> hosts = new HashSet<>();
        plainHosts.forEach(host -> hosts.add(host.toLowerCase(Locale.ROOT)));
        return hosts;
    }
}
