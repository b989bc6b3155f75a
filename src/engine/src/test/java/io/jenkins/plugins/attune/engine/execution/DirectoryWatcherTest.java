package io.jenkins.plugins.attune.engine.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes of a directory are told of, also where the machine has nothing left that tells. */
class DirectoryWatcherTest {
    private static final Duration SOON = Duration.ofSeconds(90);

    @TempDir
    private Path directory;

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final AtomicBoolean usedUp = new AtomicBoolean(true);
    private final DirectoryWatcher watcher = new DirectoryWatcher(timer, () -> {
        if (usedUp.get()) {
            throw new IOException("User limit of inotify instances reached or too many open files");
        }
        return FileSystems.getDefault().newWatchService();
    });

    @AfterEach
    void end() throws IOException {
        watcher.close();
        timer.shutdownNow();
    }

    @Test
    void whereNothingTellsItIsLookedAtUntilTheEndOfTheWatch() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        DirectoryWatcher.Registration watch = watcher.watch(directory, looks::incrementAndGet);
        await().atMost(SOON).until(() -> looks.get() >= 2);

        watch.close();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(timer.getActiveCount()).isZero());
        assertThat(timer.getQueue()).allMatch(task -> ((Future<?>) task).isCancelled());
    }

    @Test
    void theNextWatchIsToldAgainByTheKernel() throws Exception {
        watcher.watch(directory, () -> {}).close();
        usedUp.set(false);
        CompletableFuture<Void> told = new CompletableFuture<>();
        timer.shutdownNow();

        watcher.watch(directory, () -> told.complete(null));
        Files.createFile(directory.resolve("new"));

        told.get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void aDirectoryThatIsNotThereIsNotWatched() {
        usedUp.set(false);
        assertThatThrownBy(() -> watcher.watch(directory.resolve("none"), () -> {}))
                .isInstanceOf(NoSuchFileException.class);
    }
}
