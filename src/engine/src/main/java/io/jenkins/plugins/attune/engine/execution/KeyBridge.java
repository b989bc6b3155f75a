package io.jenkins.plugins.attune.engine.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.attune.engine.error.LaunchFailedException;
import io.jenkins.plugins.attune.engine.keys.KeyEndpoint;
import io.jenkins.plugins.attune.engine.keys.KeyListener;
import io.jenkins.plugins.attune.engine.keys.KeyOwner;
import io.jenkins.plugins.attune.engine.keys.KeyRun;
import io.jenkins.plugins.attune.engine.keys.RunProcesses;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One run's way to its keys, from the moment its environment is put together to its end.
 *
 * <p>Where the endpoint is found is kept in the control directory, so that it can be found there again; the keys are not.
 * The lock guards what is known so far; ports are opened outside of it.
 */
final class KeyBridge {
    /** What clients of the platform read; a run that has no keys has neither. */
    static final String TOKEN = "ATTUNE_API_TOKEN";

    static final String URL = "ATTUNE_API_URL";
    static final String HOST = "127.0.0.1";

    /** 256 bits. */
    private static final int TOKEN_BYTES = 32;

    /** The last line of the note where the token is a secret, which is not noted. */
    private static final String SECRET = "secret token";

    /** In the control directory: port, pack and action, a line each. */
    private static final String FILE = "keys";

    /** Beside it: the references of the keys that were read, a line each. */
    private static final String READ = "keys-read";

    private static final SecureRandom RANDOM = new SecureRandom();

    private static final Logger LOGGER = Logger.getLogger(KeyBridge.class.getName());

    private final RunTrace trace;
    private final ControlDirectory control;
    private final RunObserver observer;
    private final KeyEndpoint endpoint;
    private final Object lock = new Object();
    private byte[] pending = new byte[0];
    private boolean closed;

    @CheckForNull
    private KeyRun run;

    KeyBridge(RunTrace trace, ControlDirectory control, RunObserver observer, KeyEndpoint endpoint) {
        this.trace = trace;
        this.control = control;
        this.observer = observer;
        this.endpoint = endpoint;
    }

    /**
     * The request as the action is to see it: with the address of its keys, where it has any.
     *
     * @param inSight whether the action's processes can be seen from here; in a container they can't
     */
    RunRequest open(RunRequest request, boolean inSight) throws LaunchFailedException, IOException {
        String token = request.keyToken();
        if (token == null) {
            return request;
        }
        boolean known = inSight && KeyEndpoint.knowsCallers();
        if (!known && !token.equals(RunRequest.SECRET_TOKEN_ALLOWED)) {
            throw inSight
                    ? new LaunchFailedException(
                            "keys are bound to the run, and this machine does not tell who calls: it has no Linux /proc",
                            null,
                            "Hand the credential over as a parameter, or run the action on Linux.")
                    : new LaunchFailedException(
                            "keys are bound to the run, and its action runs where the key bridge can't see who calls",
                            null,
                            "Run it outside of the container, or hand the credential over as a parameter.");
        }
        KeyOwner owner = new KeyOwner(
                trace.executionId(),
                known ? trace.executionId() : secretToken(),
                request.variables().getOrDefault("ATTUNE_PACK_REF", ""),
                request.program().action(),
                trace.artifacts());
        KeyRun opened = open(owner, 0);
        Files.writeString(
                control.file(FILE),
                String.join("\n", Integer.toString(opened.port()), owner.pack(), owner.action(), known ? "" : SECRET));
        return request.with(Map.of(URL, opened.url(), TOKEN, owner.token()));
    }

    /** Of this run alone, and hidden before anything can show it. */
    private String secretToken() throws IOException {
        byte[] random = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(random);
        String token = HexFormat.of().formatHex(random);
        observer.secretMade(token.getBytes(StandardCharsets.US_ASCII));
        return token;
    }

    /** Brings a run's keys back to where its action looks for them; a run that never had any stays so. */
    void restore(byte[] frame) throws IOException {
        String noted = control.read(FILE);
        if (noted == null) {
            Arrays.fill(frame, (byte) 0);
            return;
        }
        try {
            List<String> lines = noted.lines().toList();
            boolean secret = lines.get(lines.size() - 1).equals(SECRET);
            String token = secret ? endpoint.tokenOf(trace.executionId()) : trace.executionId();
            if (token == null) {
                throw new IOException("its token is a secret, and was in the memory of a process that is gone");
            }
            supply(frame);
            open(
                    new KeyOwner(trace.executionId(), token, lines.get(1), lines.get(2), trace.artifacts()),
                    Integer.parseInt(lines.get(0)));
            begun();
        } catch (IOException e) {
            throw new IOException("the address at which the action looks for its keys can't be had again: " + e, e);
        }
    }

    private KeyRun open(KeyOwner owner, int port) throws IOException {
        KeyRun opened = endpoint.open(owner, new Listener(observer, control), port);
        byte[] frame;
        boolean late;
        synchronized (lock) {
            run = opened;
            frame = pending;
            pending = new byte[0];
            late = closed;
        }
        opened.supply(frame);
        if (late) {
            opened.close();
        }
        return opened;
    }

    /** The run's keys, whether or not it is ready for them. */
    void supply(byte[] frame) {
        KeyRun current;
        synchronized (lock) {
            current = run;
            if (current == null && !closed) {
                pending = frame;
                return;
            }
        }
        if (current == null) {
            Arrays.fill(frame, (byte) 0);
        } else {
            current.supply(frame);
        }
    }

    /** The supervisor is there. */
    void begun() throws IOException {
        KeyRun current;
        synchronized (lock) {
            current = run;
        }
        if (current != null) {
            current.begun(new Told(control));
        }
    }

    void close() {
        KeyRun current;
        synchronized (lock) {
            current = run;
            closed = true;
            Arrays.fill(pending, (byte) 0);
        }
        if (current != null) {
            current.close();
            tellRead();
        }
    }

    /** Whichever process of the machine's saw them read. */
    private void tellRead() {
        try {
            String read = control.read(READ);
            if (read != null) {
                observer.keysRead(new ArrayList<>(new TreeSet<>(read.lines().toList())));
                Files.deleteIfExists(control.file(READ));
            }
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "it could not be told which keys were read in " + control.path());
        }
    }

    /** What the supervisor wrote down of itself and of the action. */
    private record Told(ControlDirectory control) implements RunProcesses {
        @CheckForNull
        @Override
        public Long supervisor() throws IOException {
            ProcessHandle supervisor = control.supervisor();
            return supervisor == null ? null : supervisor.pid();
        }

        @CheckForNull
        @Override
        public Long action() throws IOException {
            String pid = control.read("pid");
            return pid == null || !pid.endsWith("\n") ? null : Long.valueOf(pid.strip());
        }
    }

    /** Passes on to the observer of the run. */
    private record Listener(RunObserver observer, ControlDirectory control) implements KeyListener {
        @Override
        public void read(String reference) throws IOException {
            Files.writeString(
                    control.file(READ),
                    reference.replaceAll("\\R", " ") + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }

        @Override
        public void written(String reference, byte[] value) throws IOException {
            observer.keyWritten(reference, value);
        }

        @Override
        public void refused(String line) throws IOException {
            observer.keyRefused(line);
        }
    }
}
