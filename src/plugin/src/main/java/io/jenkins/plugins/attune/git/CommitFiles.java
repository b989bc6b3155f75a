package io.jenkins.plugins.attune.git;

import io.jenkins.plugins.attune.engine.error.PackRefusedException;
import io.jenkins.plugins.attune.engine.source.UnpackLimits;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * Writes the files of a commit as a tar file, as {@code git archive} does: without those that {@code .gitattributes}
 * leaves out, links as links, and of a submodule an empty directory.
 */
final class CommitFiles {
    private static final int EXECUTABLE = 0755;
    private static final int PLAIN = 0644;

    /** Left out of archives, as git has it. */
    private static final String IGNORED = "export-ignore";

    private final TarArchiveOutputStream tar;
    private final TreeWalk tree;
    private final UnpackLimits limits;
    private long bytes;
    private int entries;

    private CommitFiles(TarArchiveOutputStream tar, TreeWalk tree, UnpackLimits limits) {
        this.tar = tar;
        this.tree = tree;
        this.limits = limits;
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
    }

    static void write(Path gitDirectory, String commit, Path file, UnpackLimits limits)
            throws IOException, PackRefusedException {
        try (Repository repository = new FileRepositoryBuilder()
                        .setGitDir(gitDirectory.toFile())
                        .setMustExist(true)
                        .build();
                RevWalk commits = new RevWalk(repository);
                TreeWalk tree = new TreeWalk(repository);
                OutputStream out = Files.newOutputStream(file);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8")) {
            tree.setOperationType(TreeWalk.OperationType.CHECKOUT_OP);
            tree.addTree(commits.parseCommit(ObjectId.fromString(commit)).getTree());
            new CommitFiles(tar, tree, limits).write();
        }
    }

    private void write() throws IOException, PackRefusedException {
        while (tree.next()) {
            if (tree.getAttributes().isSet(IGNORED)) {
                continue;
            }
            count();
            FileMode mode = tree.getFileMode(0);
            if (mode == FileMode.TREE) {
                directory();
                tree.enterSubtree();
            } else if (mode == FileMode.GITLINK) {
                directory();
            } else {
                file(mode);
            }
        }
    }

    private void directory() throws IOException {
        tar.putArchiveEntry(new TarArchiveEntry(tree.getPathString() + "/"));
        tar.closeArchiveEntry();
    }

    private void file(FileMode mode) throws IOException, PackRefusedException {
        ObjectLoader content = tree.getObjectReader().open(tree.getObjectId(0));
        weigh(content.getSize());
        if (mode == FileMode.SYMLINK) {
            TarArchiveEntry link = new TarArchiveEntry(tree.getPathString(), TarConstants.LF_SYMLINK);
            tar.putArchiveEntry(link);
        } else {
            TarArchiveEntry entry = new TarArchiveEntry(tree.getPathString());
            entry.setSize(content.getSize());
            entry.setMode(mode == FileMode.EXECUTABLE_FILE ? EXECUTABLE : PLAIN);
            tar.putArchiveEntry(entry);
            content.copyTo(tar);
        }
        tar.closeArchiveEntry();
    }

    /** What is beyond the bounds is not written out before it is refused. */
    private void weigh(long size) throws PackRefusedException {
        bytes += size;
        if (bytes > limits.bytes()) {
            throw new PackRefusedException("its files have more than " + limits.bytes() + " bytes", null, null);
        }
    }

    private void count() throws PackRefusedException {
        entries++;
        if (entries > limits.entries()) {
            throw new PackRefusedException(
                    "it has more than " + limits.entries() + " files and directories", null, null);
        }
    }
}
