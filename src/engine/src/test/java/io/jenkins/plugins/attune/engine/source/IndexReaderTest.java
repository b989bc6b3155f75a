package io.jenkins.plugins.attune.engine.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.attune.engine.error.PackRefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndexReaderTest {
    private static final String URL = "https://example.org/index.json";
    private static final String SUM = "sha256:" + "ab".repeat(32);
    private static final String COMMIT = "0123456789abcdef".repeat(2) + "01234567";

    /** An entry as the public index writes it. */
    private static final String ENTRY = """
            {"ref": "git", "label": "Git", "description": "…", "version": "0.2.0", "author": "A", "license": "MIT",
             "keywords": ["scm"], "runtime_deps": ["python"],
             "install_sources": [
               {"type": "git", "url": "https://example.org/git.git", "ref": "%s", "checksum": "%s"},
               {"type": "archive", "url": "https://example.org/git.tar.gz", "checksum": "%s"}],
             "contents": {"actions": [{"name": "clone", "description": ""}], "sensors": []},
             "dependencies": {"attune_version": ">=0.1", "packs": ["core", "base@>=1.0"]}}
            """.formatted(COMMIT, SUM, SUM);

    private static PackIndex read(String... entries) throws PackRefusedException, IOException {
        return readAt(
                URL,
                "{\"registry_name\": \"Ours\", \"version\": \"1.0\", \"packs\": [" + String.join(",", entries)
                        + "], \"last_updated\": \"2026-01-01T00:00:00Z\"}");
    }

    private static PackIndex readAt(String url, String json) throws PackRefusedException, IOException {
        return IndexReader.read(url, json.getBytes(StandardCharsets.UTF_8), UrlRules.usual());
    }

    @Test
    void readsAnEntryAsThePublicIndexWritesIt() throws Exception {
        PackIndex index = read(ENTRY);

        assertThat(index.problems()).isEmpty();
        assertThat(index.name()).isEqualTo("Ours");
        assertThat(index.find("git")).hasValueSatisfying(entry -> {
            assertThat(entry.version()).isEqualTo("0.2.0");
            assertThat(entry.dependencies()).containsExactly("core", "base@>=1.0");
            assertThat(entry.origins())
                    .containsExactly(
                            new PackOrigin.Git("https://example.org/git.git", COMMIT, Sha256.parse(SUM)),
                            new PackOrigin.Archive("https://example.org/git.tar.gz", Sha256.parse(SUM)));
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"ref\": \"git\"|\"ref\": \"<b>\"|entry 1: '<b>' is no name of a pack",
                "\"version\": \"0.2.0\"|\"version\": \"\"|entry 1: the pack 'git' has no version",
                "\"type\": \"archive\"|\"type\": \"svn\"|entry 1: the pack 'git' has a source of the unknown type 'svn'",
                "89abcdef01234567\"|89abcdef\"|entry 1: the pack 'git' is pinned to no full commit",
                "sha256:ab|md5:ab|entry 1: the pack 'git' has a source without SHA-256",
                "https://example.org/git.git|ext::sh|entry 1: the address 'ext::sh' names no host",
                "https://example.org/git.tar|http://example.org/git.tar|must begin with https://",
                "https://example.org/git.tar|http://localhost:8080/git.tar|leads to this machine",
            })
    void anEntryThatMakesNoSenseIsToldAndHurtsNoOther(String part, String wrong, String message) throws Exception {
        assertThat(ENTRY).contains(part);

        PackIndex index = read(ENTRY.replace(part, wrong), ENTRY.replace("\"ref\": \"git\"", "\"ref\": \"other\""));

        assertThat(index.problems()).singleElement().asString().contains(message);
        assertThat(index.entries())
                .extracting(PackIndex.Entry::ref)
                .contains("other")
                .doesNotContain("git");
    }

    @Test
    void theFirstEntryOfANameCounts() throws Exception {
        PackIndex index = read(ENTRY, ENTRY.replace("0.2.0", "9.9.9"));

        assertThat(index.entries()).extracting(PackIndex.Entry::version).containsExactly("0.2.0");
        assertThat(index.problems()).hasSize(1);
    }

    @Test
    void whatIsNoIndexIsRefused() {
        assertThatThrownBy(() -> readAt(URL, "[]")).hasMessageContaining("no JSON object");
        assertThatThrownBy(() -> readAt(URL, "{}")).hasMessageContaining("no list 'packs'");
        assertThatThrownBy(() -> readAt(URL, "<html>")).isInstanceOf(PackRefusedException.class);
        assertThatThrownBy(() -> readAt(URL, "{\"version\": \"2.0\", \"packs\": []}"))
                .hasMessageContaining("version '2.0'");
        assertThatThrownBy(() -> readAt(URL, "{\"packs\": " + "[".repeat(1000) + "]".repeat(1000) + "}"))
                .isInstanceOf(PackRefusedException.class);
        assertThatThrownBy(() -> read("[]" + ",{}".repeat(5_001))).hasMessageContaining("more than 5000 entries");
    }

    @Test
    void anIndexOfThisMachineMayNameIt() throws Exception {
        String json = "{\"version\": \"1.0\", \"packs\": ["
                + ENTRY.replace("https://example.org/git.tar", "http://localhost:1/git.tar") + "]}";

        assertThat(readAt("http://localhost:2/index.json", json).problems()).isEmpty();
        assertThat(readAt("/home/me/index.json", json).problems()).isEmpty();
    }
}
