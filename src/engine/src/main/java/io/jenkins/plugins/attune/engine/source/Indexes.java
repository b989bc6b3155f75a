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
 * Indexes in their order, read when they are first needed: the first that has a pack of a name is the only one asked.
 *
 * <p>So nobody can slip another pack under a name by offering a higher version in an index further down; and one that
 * does not answer is an error, not a reason to ask the next. For one thread.
 */
public final class Indexes {
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

    /** What an index offers under a name. */
    public record Offer(PackIndex index, PackIndex.Entry entry) {}

    /** The offer that counts, whatever its version. */
    public Optional<Offer> find(String ref) throws AttuneException, IOException, InterruptedException {
        for (int i = 0; i < urls.size(); i++) {
            PackIndex index = index(i);
            Optional<PackIndex.Entry> entry = index.find(ref);
            if (entry.isPresent()) {
                return Optional.of(new Offer(index, entry.get()));
            }
        }
        return Optional.empty();
    }

    /** The offer of a pack in a version. */
    public Offer require(PackSpec spec) throws AttuneException, IOException, InterruptedException {
        Optional<Offer> offer = find(spec.ref());
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
        PackIndex.Entry entry = offer.get().entry();
        if (!spec.admits(entry.version())) {
            throw new UnknownPackException(
                    "the pack '" + spec.ref() + "' is offered in version " + entry.version() + ", and " + spec.version()
                            + " was asked for",
                    UrlRules.shown(offer.get().index().url()),
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
