package io.jenkins.plugins.attune.git;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardUsernameCredentials;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import hudson.EnvVars;
import hudson.model.TaskListener;
import hudson.plugins.git.GitException;
import hudson.plugins.git.GitTool;
import hudson.security.ACL;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.error.SourceUnavailableException;
import io.jenkins.plugins.attune.engine.source.GitCheckout;
import io.jenkins.plugins.attune.engine.source.Staging;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import jenkins.model.Jenkins;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.URIish;
import org.jenkinsci.plugins.gitclient.Git;
import org.jenkinsci.plugins.gitclient.GitClient;

/**
 * Fetches one commit without its history and reads its files out of the objects: nothing is checked out, so no hook,
 * filter or submodule comes into play.
 */
final class ClientCheckout implements GitCheckout {
    private static final int FETCH_MINUTES = (int) Duration.ofMinutes(5).toMinutes();
    private static final int MAX_TOLD = 1_000;

    private final UnaryOperator<String> credentials;

    /** @param credentials id of the credential for a repository; null for none */
    ClientCheckout(UnaryOperator<String> credentials) {
        this.credentials = credentials;
    }

    @Override
    public String resolve(String url, String ref) throws AttuneException, IOException, InterruptedException {
        Map<String, ObjectId> all;
        try {
            all = client(url, Jenkins.get().getRootDir().toPath()).getRemoteReferences(url, null, false, false);
        } catch (GitException e) {
            throw failed(url, e);
        }
        // As git itself chooses: a tag before a branch; tags are told by what they stand for.
        for (String name : List.of("refs/tags/" + ref, "refs/heads/" + ref, ref)) {
            ObjectId commit = all.get(name);
            if (commit != null) {
                return commit.name();
            }
        }
        throw new SourceUnavailableException(
                "the repository has no branch or tag '" + ref + "'", url, "A commit must be given in full.", null);
    }

    @Override
    public void fetch(String url, String commit, Staging staging)
            throws AttuneException, IOException, InterruptedException {
        Path clone = Files.createDirectories(staging.scratch().resolve("clone"));
        Path tar = staging.scratch().resolve("files.tar");
        try {
            GitClient client = client(url, clone);
            client.init_().workspace(clone.toString()).execute();
            client.fetch_()
                    .from(new URIish(url), List.of(new RefSpec("+" + commit + ":refs/attune/pack")))
                    .shallow(true)
                    .depth(1)
                    .tags(false)
                    .timeout(FETCH_MINUTES)
                    .execute();
            CommitFiles.write(clone.resolve(".git"), commit, tar, staging.limits());
        } catch (GitException e) {
            throw failed(url, e);
        } catch (URISyntaxException e) {
            throw new IOException("not an address of a repository", e);
        }
        try (InputStream files = Files.newInputStream(tar)) {
            staging.takeTar(files);
        }
    }

    private GitClient client(String url, Path directory) throws AttuneException, IOException, InterruptedException {
        GitClient client = Git.with(TaskListener.NULL, new EnvVars(EnvVars.masterEnvVars))
                .in(directory.toFile())
                .using(GitTool.getDefaultInstallation().getGitExe())
                .getClient();
        String id = credentials.apply(url);
        if (id != null) {
            client.addCredentials(url, credential(url, id));
        }
        return client;
    }

    /** Of the whole Jenkins; those of folders belong to other people than who configures sources. */
    private static StandardUsernameCredentials credential(String url, String id) throws SourceUnavailableException {
        return CredentialsProvider.lookupCredentialsInItemGroup(
                        StandardUsernameCredentials.class,
                        Jenkins.get(),
                        ACL.SYSTEM2,
                        URIRequirementBuilder.fromUri(url).build())
                .stream()
                .filter(CredentialsMatchers.withId(id)::matches)
                .findFirst()
                .orElseThrow(() -> new SourceUnavailableException(
                        "there is no credential '" + id + "' that git could use",
                        url,
                        "User names with passwords and SSH keys of the global store will do.",
                        null));
    }

    /** What git has to say never holds the credential: it gets it by another way than its arguments. */
    private static SourceUnavailableException failed(String url, GitException error) {
        String told = String.valueOf(error.getMessage())
                .replaceAll("[\\p{Cntrl}\\p{Cf}]+", " ")
                .replaceAll("//[^/@ ]*@", "//");
        return new SourceUnavailableException(
                "git can't read the repository: " + told.substring(0, Math.min(MAX_TOLD, told.length())),
                url,
                "Check its address, the branch, tag or commit, and the credentials of the source.",
                error);
    }
}
