package io.jenkins.plugins.attune.engine.source;

import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.error.SourceUnavailableException;
import io.jenkins.plugins.attune.engine.error.UnknownPackException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Indexes in their order, read when they are first needed. For one thread.
 */
public final class Indexes implements PackLookup {
    /** The index that comes with the Attune platform. */
    public static final String PUBLIC = "https://raw.githubusercontent.com/attune-system/index/main/index.json";

    private final List<String> urls;
    private final Download download;
    private final List<PackIndex> read = new ArrayList<>();

    /** @param urls addresses, or paths of files on this machine */
    public Indexes(List<String> urls, Download download) {
        this.urls = List.copyOf(urls);
        this.download = download;
    }

    /** The offer that counts, whatever its version. */
    @Override
    public Optional<Place> find(String ref) throws AttuneException, IOException, InterruptedException {
        for (int i = 0; i < urls.size(); i++) {
            PackIndex index = index(i);
            Optional<PackIndex.Entry> entry = index.find(ref);
            if (entry.isPresent()) {
                return Optional.of(place(index, entry.get()));
            }
        }
        return Optional.empty();
    }

    static Place place(PackIndex index, PackIndex.Entry entry) {
        return new Place(entry.ref(), entry.version(), entry.origins(), index.url());
    }

    /** The offer of a pack in a version. */
    @Override
    public Place require(PackSpec spec) throws AttuneException, IOException, InterruptedException {
        Optional<Place> offer = find(spec.ref());
        if (offer.isEmpty()) {
            throw new UnknownPackException(
                    urls.isEmpty()
                            ? "there is no index to look the pack '" + spec.ref() + "' up in"
                            : "no index has a pack '" + spec.ref() + "'",
                    urls.isEmpty()
                            ? null
                            : String.join(
                                    ", ", urls.stream().map(UrlRules::shown).toList()),
                    null);
        }
        String version = offer.get().version();
        if (version != null && !spec.admits(version)) {
            throw new UnknownPackException(
                    "the pack '" + spec.ref() + "' is offered in version " + version + ", and " + spec.version()
                            + " was asked for",
                    UrlRules.shown(offer.get().index()),
                    "An index offers one version; an older one can be had from its repository, by its commit or tag.");
        }
        return offer.get();
    }

    /** All of them, each read. */
    public List<PackIndex> all() throws AttuneException, IOException, InterruptedException {
        for (int i = 0; i < urls.size(); i++) {
            index(i);
        }
        return List.copyOf(read);
    }

    private PackIndex index(int number) throws AttuneException, IOException, InterruptedException {
        while (read.size() <= number) {
            String url = urls.get(read.size());
            read.add(IndexReader.read(url, content(url), download.rules()));
        }
        return read.get(number);
    }

    private byte[] content(String url) throws AttuneException, IOException, InterruptedException {
        if (!url.contains("://")) {
            try (InputStream file = Files.newInputStream(Path.of(url))) {
                return file.readNBytes(IndexReader.MAX_BYTES);
            } catch (IOException e) {
                throw new SourceUnavailableException("the index can't be read: " + e, url, null, e);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        download.to(url, bytes, IndexReader.MAX_BYTES);
        return bytes.toByteArray();
    }
}
