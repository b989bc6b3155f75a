package io.jenkins.plugins.attune.engine.source;

import io.jenkins.plugins.attune.engine.error.AttuneException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One index among other sources. */
final class IndexSource implements PackSource {
    private final String url;
    private final Indexes index;

    IndexSource(String url, Download download) {
        this.url = url;
        this.index = new Indexes(List.of(url), download);
    }

    @Override
    public String shown() {
        return UrlRules.shown(url);
    }

    @Override
    public List<PackLookup.Place> all() throws AttuneException, IOException, InterruptedException {
        List<PackLookup.Place> places = new ArrayList<>();
        for (PackIndex one : index.all()) {
            one.entries().forEach(entry -> places.add(Indexes.place(one, entry)));
        }
        return places;
    }
}
