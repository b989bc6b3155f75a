package io.jenkins.plugins.attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.attune.cli.Cli.Called;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories, with the git of this machine. */
class GitCommandTest {
    @TempDir
    private Path root;

    private Path repository;
    private Cli cli;

    @BeforeEach
    void makeRepository() throws IOException, InterruptedException {
        cli = new Cli(root);
        cli.file("repo/pack.yaml", "ref: tool", "label: A pack", "version: 1.0.0");
        cli.file("repo/actions/hi.yaml", "ref: tool.hi", "label: Hi", "runner_type: shell", "entry_point: hi.sh");
        cli.file("repo/actions/hi.sh", "echo first");
        repository = root.resolve("repo");
        git("init", "-q", "-b", "main");
        commit("first");
        git("tag", "-a", "-m", "signed", "v1.0.0");
    }

    private String git(String... arguments) throws IOException, InterruptedException {
        List<String> command = Stream.concat(
                        Stream.of("git", "-c", "user.name=A", "-c", "user.email=a@example.org"), Stream.of(arguments))
                .toList();
        Process process = new ProcessBuilder(command)
                .directory(repository.toFile())
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out.strip();
    }

    private String commit(String message) throws IOException, InterruptedException {
        git("add", "-A");
        git("commit", "-q", "-m", message);
        return git("rev-parse", "HEAD");
    }

    private Called install(String ref, String... more) {
        String[] arguments = Stream.concat(
                        Stream.of("pack", "install", "file://" + repository, "--ref", ref), Stream.of(more))
                .toArray(String[]::new);
        return cli.call(arguments);
    }

    @Test
    void installsABranchAndPinsItsCommit() throws Exception {
        String first = git("rev-parse", "HEAD");
        assertThat(install("main").code()).isZero();
        cli.file("repo/actions/hi.sh", "echo second");
        commit("second");

        assertThat(cli.call("run", "tool.hi").out()).isEqualTo("first\n");
        assertThat(cli.call("pack", "list", "--json").out()).contains("\"commit\":\"" + first + "\"");
        assertThat(cli.call("pack", "outdated").out()).contains("tool", "outdated");
        assertThat(install("main").out()).contains("in place of");
        assertThat(cli.call("run", "tool.hi").out()).isEqualTo("second\n");
    }

    @Test
    void installsASignedTagAndAFullCommit() throws Exception {
        String first = git("rev-parse", "HEAD");
        cli.file("repo/actions/hi.sh", "echo second");
        commit("second");

        assertThat(install("v1.0.0").code()).isZero();
        assertThat(cli.call("run", "tool.hi").out()).isEqualTo("first\n");
        assertThat(install(first).out()).contains("was installed already");
    }

    @Test
    void aLockFileBringsBackTheCommitOfABranchThatMovedOn() throws Exception {
        assertThat(install("main", "--lock", "packs.lock").code()).isZero();
        cli.file("repo/actions/hi.sh", "echo second");
        commit("second");
        cli.call("pack", "remove", "tool");

        assertThat(cli.call("pack", "install", "--lock", "packs.lock").err()).isEmpty();
        assertThat(cli.call("run", "tool.hi").out()).isEqualTo("first\n");
    }

    @Test
    void nothingOfARepositoryRuns() throws Exception {
        Path trace = root.resolve("trace");
        cli.file(
                "repo/.gitattributes",
                "*.sh filter=evil diff=evil",
                "actions/* export-subst",
                "secret.txt export-ignore");
        cli.file("repo/secret.txt", "left out as GitHub leaves it out");
        cli.file(
                "repo/.gitmodules",
                "[submodule \"s\"]",
                "path = s",
                "url = ext::sh -c touch% " + trace,
                "update = !touch " + trace);
        cli.file("repo/.git/hooks/post-checkout", "#!/bin/sh", "touch " + trace);
        assertThat(repository.resolve(".git/hooks/post-checkout").toFile().setExecutable(true))
                .isTrue();
        git("config", "filter.evil.smudge", "touch " + trace);
        git("config", "uploadpack.packObjectsHook", "touch " + trace);
        git("update-index", "--add", "--cacheinfo", "160000," + git("rev-parse", "HEAD") + ",s");
        commit("evil");

        assertThat(install("main").err()).isEmpty();
        assertThat(trace).doesNotExist();
        assertThat(cli.call("pack", "list", "--json").out()).doesNotContain("secret.txt");
    }

    @Test
    void aLinkInARepositoryIsRefusedAndNothingStays() throws Exception {
        Files.createSymbolicLink(repository.resolve("lib"), Path.of("/etc"));
        commit("link");

        Called called = install("main");

        assertThat(called.code()).isEqualTo(ExitCodes.BAD_PACK);
        assertThat(called.err()).contains("the entry 'lib' is a symbolic link to '/etc'");
        try (Stream<Path> left = Files.list(root.resolve("data/attune/packs"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void whatGitTakesForACommandNeverReachesIt() {
        String trace = root.resolve("trace").toString();
        for (String url :
                List.of("ext::sh -c 'touch " + trace + "'//x", "--upload-pack=touch://x", "ssh://-oProxyCommand=x/y")) {
            assertThat(cli.call("pack", "install", url, "--ref", "main").code())
                    .as(url)
                    .isNotZero();
        }
        assertThat(install("--upload-pack=touch").err()).contains("is no branch, tag or commit");
        assertThat(install("main..other").err()).contains("is no branch, tag or commit");
        assertThat(Path.of(trace)).doesNotExist();
    }

    @Test
    void aRefThatIsNotThereIsSaid() {
        Called called = install("nowhere");

        assertThat(called.code()).isEqualTo(ExitCodes.UNAVAILABLE);
        assertThat(called.err()).contains("the repository has no branch or tag 'nowhere'");
    }

    @Test
    void contentThatIsNotWhatWasPromisedIsRefused() {
        Called called = install("main", "--sha256", "a".repeat(64));

        assertThat(called.code()).isEqualTo(ExitCodes.BAD_PACK);
        assertThat(called.err()).contains("its content has the checksum sha256:");
    }
}
