package io.jenkins.plugins.attune.engine.queue;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of the queues, written behind their backs: changes are noted down under the lock of {@link Queues}, and
 * written afterwards by one thread, all that have come together in one piece.
 *
 * <p>What has been written outlives the process; what has been forced outlives the machine, and that is done at most
 * every 100 ms. The ledger follows what was written. It gives the content of a new file when most
 * of the old one is of no use any more, and when writing failed: then the file is made anew until that works, and nothing that happens
 * meanwhile is lost while the process lives.
 */
final class Journal {
    /** Least time between two times that bytes are forced to the disk, in milliseconds. */
    static final long FORCE_MILLIS = 100;

    /** A file below this size is never made anew for its size, in bytes. */
    static final int SMALL_BYTES = 1 << 20;

    /** How many times as many records as are needed a file may hold. */
    private static final int MOST_GROWTH = 4;

    private static final long RETRY_MILLIS = 1_000;
    private static final Logger LOGGER = LoggerFactory.getLogger(Journal.class);

    private final JournalStorage storage;
    private final QueueServices services;
    private final Ledger ledger;
    private final SerialWorker worker;

    /** Guards what is pending; held for a moment only. */
    private final Object memory = new Object();

    /** Keeps writing and closing apart; held during both, and by nobody who holds the lock of the queues. */
    private final Object file = new Object();

    private List<JournalRecord> pending = new ArrayList<>();
    private long size;

    /** In the file. */
    private long records;

    private boolean broken;
    private boolean unforced;
    private boolean forceAwaited;
    private long forcedMillis;
    private boolean closed;

    private Journal(JournalStorage storage, QueueServices services, Ledger ledger) {
        this.storage = storage;
        this.services = services;
        this.ledger = ledger;
        this.worker = new SerialWorker(services.executor(), this::write);
    }

    /**
     * Reads what is there, and puts a file without remnants in its place.
     *
     * @param ledger takes what was read
     */
    static Journal open(JournalStorage storage, QueueServices services, Ledger ledger) throws IOException {
        try (InputStream bytes = storage.read()) {
            if (!JournalCodec.decode(bytes, ledger::apply)) {
                LOGGER.info("The journal of the queues ends in a record that is not whole; it is left out");
            }
        }
        ledger.leaveOut();
        Journal journal = new Journal(storage, services, ledger);
        journal.renew();
        return journal;
    }

    /** Touches memory only. */
    void add(JournalRecord record) {
        synchronized (memory) {
            pending.add(record);
        }
    }

    /** Has what was added written soon. */
    void flush() {
        worker.ask();
    }

    /** Writes what is left and gives up the file. What is added afterwards is not written. */
    void close() {
        synchronized (file) {
            write();
            try {
                storage.force();
                storage.close();
            } catch (IOException e) {
                LOGGER.warn("The journal of the queues could not be closed in good order", e);
            }
            closed = true;
        }
    }

    private void write() {
        synchronized (file) {
            if (closed) {
                return;
            }
            List<JournalRecord> added = take();
            added.forEach(ledger::apply);
            try {
                writeOut(added);
                if (broken) {
                    LOGGER.info("The journal of the queues is written again");
                }
                broken = false;
            } catch (IOException e) {
                // The first failure is told; the following ones, each second, are the same one.
                if (!broken) {
                    LOGGER.error("The journal of the queues can't be written; it is tried again every second", e);
                }
                broken = true;
                services.clock().after(Duration.ofMillis(RETRY_MILLIS), worker::ask);
            }
        }
    }

    private List<JournalRecord> take() {
        synchronized (memory) {
            List<JournalRecord> taken = pending;
            pending = new ArrayList<>();
            return taken;
        }
    }

    private void writeOut(List<JournalRecord> added) throws IOException {
        if (broken || size > SMALL_BYTES && records > MOST_GROWTH * (ledger.size() + 1)) {
            renew();
            return;
        }
        if (!added.isEmpty()) {
            byte[] bytes = JournalCodec.encode(added);
            storage.append(bytes);
            size += bytes.length;
            records += added.size();
            unforced = true;
        }
        if (unforced) {
            force();
        }
    }

    /** Now, or when it may be done again; a clock that was set back delays nothing. */
    private void force() throws IOException {
        long since = now() - forcedMillis;
        if (since < 0 || since >= FORCE_MILLIS) {
            storage.force();
            forced();
        } else if (!forceAwaited) {
            forceAwaited = true;
            services.clock().after(Duration.ofMillis(FORCE_MILLIS - since), worker::ask);
        }
    }

    private void forced() {
        unforced = false;
        forceAwaited = false;
        forcedMillis = now();
    }

    private void renew() throws IOException {
        List<JournalRecord> all = ledger.records();
        byte[] bytes = JournalCodec.encode(all);
        storage.replace(bytes);
        size = bytes.length;
        records = all.size();
        forced();
    }

    private long now() {
        return services.clock().now().toEpochMilli();
    }
}
