package io.jenkins.plugins.attune.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.remoting.Channel;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.attune.engine.delivery.KeyDocument;
import io.jenkins.plugins.attune.engine.delivery.SecretValue;
import io.jenkins.plugins.attune.engine.delivery.WrittenKey;
import io.jenkins.plugins.attune.engine.error.AttuneException;
import io.jenkins.plugins.attune.engine.execution.RunHandle;
import io.jenkins.plugins.attune.engine.keys.KeyRefusedException;
import io.jenkins.plugins.attune.engine.mask.SecretMask;
import io.jenkins.plugins.attune.engine.run.RunKeySet;
import io.jenkins.plugins.attune.engine.run.RunMemo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The controller's side of one run's keys: what it was given, what becomes of those it writes, and who is told.
 *
 * <p>Knows no value but while a key is on its way. What a run writes is hidden before it is kept anywhere. Calls of the
 * agent come from any thread.
 */
final class KeyKeeper {
    private static final Logger LOGGER = Logger.getLogger(KeyKeeper.class.getName());

    private final Applicant run;
    private final KeyMemo memo;
    private final KeyAudit audit;
    private final AtomicInteger writtenBytes = new AtomicInteger();
    private final Set<String> refusedOnce = ConcurrentHashMap.newKeySet();
    private volatile KeyOrder order = KeyOrder.NONE;

    @CheckForNull
    private volatile KeyBlock block;

    private volatile boolean offered;

    @CheckForNull
    private volatile RunMemo known;

    @CheckForNull
    private volatile SecretMask mask;

    @CheckForNull
    private volatile BuildOutput output;

    /** @param directory of the run in the build's */
    KeyKeeper(Applicant run, Path directory) {
        this.run = run;
        memo = new KeyMemo(directory);
        audit = new KeyAudit(run);
    }

    /** The run is about to be started with these. */
    void begin(RunLaunch launch, BuildPlace place, boolean durable) throws IOException {
        BoundKeys bound = launch.secrets().keys();
        order = bound.order();
        block = place.enclosing().keys();
        offered = launch.request().keyToken() != null;
        known = launch.memo();
        audit.action(launch.memo().spec().action().toString());
        if (offered) {
            audit.bound(bound.origins());
            if (durable) {
                memo.save(order);
            }
        }
    }

    /**
     * The run was begun by an earlier controller: what must not be shown of its keys is to be hidden.
     *
     * @throws AttuneException where that is not known any more
     */
    void recall(@CheckForNull Recall memory, RunMemo found, ResolvedCredentials secrets)
            throws AttuneException, IOException, InterruptedException {
        KeyOrder saved = memo.load();
        known = found;
        audit.action(found.spec().action().toString());
        if (saved == null) {
            return;
        }
        order = saved;
        offered = true;
        block = memory == null ? null : memory.keyBlock();
        BoundKeys bound = bind();
        bound.set().close();
        secrets.hide(bound.hidden());
        bound.origins().credentials().forEach(secrets::used);
    }

    /** Where its output goes, and what is hidden in it. */
    void shows(BuildOutput to, SecretMask hidden) {
        output = to;
        mask = hidden;
    }

    private BoundKeys bind() throws AttuneException, IOException {
        try (ACLContext ignored = ACL.as2(run.user())) {
            return new BuildKeys(run.build()).bind(order, block);
        }
    }

    /**
     * Brings the keys of a run that is followed again back to its machine, looked up anew.
     *
     * @throws NotResumableException where they can't be had, or the action can't find them any more
     */
    void restore(RunHandle handle) throws IOException {
        if (!offered) {
            return;
        }
        byte[] frame = new byte[0];
        try (BoundKeys bound = bind()) {
            hide(bound.hidden());
            frame = bound.set().frame();
            handle.restoreKeys(frame);
        } catch (AttuneException e) {
            throw new NotResumableException("the keys of the run can't be had again: " + e.describe(), e);
        } catch (IOException e) {
            if (Channel.isClosedChannelException(e)) {
                throw e;
            }
            throw new NotResumableException(e.getMessage(), e);
        } finally {
            Arrays.fill(frame, (byte) 0);
        }
    }

    private void hide(List<SecretValue> secrets) {
        SecretMask current = mask;
        if (current == null) {
            throw new IllegalStateException("nothing can be hidden yet");
        }
        current.hide(secrets);
    }

    /** The action writes a key, and waits for this to return. */
    void written(String reference, byte[] json) throws IOException {
        try {
            String place = keep(reference, json);
            audit.written(reference, place);
            say("the action has written the key '" + reference + "': " + place);
        } catch (KeyRefusedException e) {
            if (refusedOnce.add(shown(reference))) {
                audit.writeRefused(shown(reference), e.getMessage());
                say("the action was refused to write the key '" + shown(reference) + "': " + e.getMessage());
            }
            throw e;
        }
    }

    private String keep(String reference, byte[] json) throws IOException {
        String credential = order.written().get(reference);
        KeyBlock kept = block;
        if (credential == null && kept == null) {
            throw new KeyRefusedException(
                    "neither writeKeys of the step nor an attuneKeys block around it says where this key goes");
        }
        if (!RunKeySet.isReference(reference)) {
            throw new KeyRefusedException("a key can't have this reference");
        }
        if (writtenBytes.addAndGet(json.length) > BuildKeys.MAX_BYTES) {
            throw new KeyRefusedException("a run writes " + BuildKeys.MAX_BYTES + " bytes of keys at most");
        }
        try (WrittenKey value = WrittenKey.of(json);
                KeyDocument document = KeyDocument.ofJson(SecretValue.taking(json.clone()))) {
            hide(List.copyOf(document.secrets()));
            if (credential != null) {
                new WritableCredential(run.build(), run.user(), credential).write(value);
                return "kept in the credential '" + credential + "'";
            }
        } catch (IllegalArgumentException e) {
            throw new KeyRefusedException("its value is no JSON, or too large");
        }
        kept.put(reference, json);
        return "kept for the attuneKeys block";
    }

    /** References come from the action, and stand in lines. */
    private static String shown(String reference) {
        return RunKeySet.isReference(reference) ? reference : "(not shown, because it does not look like one)";
    }

    void read(List<String> references) {
        audit.read(references.stream().map(KeyKeeper::shown).distinct().toList());
    }

    void refused(String line) throws IOException {
        audit.callerRefused(line);
        say(line);
    }

    private void say(String line) throws IOException {
        BuildOutput to = output;
        SecretMask current = mask;
        if (to != null && current != null) {
            to.note(current.text(line));
        }
    }

    void secretMade(byte[] secret) {
        hide(List.of(SecretValue.taking(secret)));
    }

    /** The run has ended: what it leaves is the build's. Never keeps the run from its end. */
    void collect() throws IOException {
        RunMemo ran = known;
        if (!offered || ran == null) {
            return;
        }
        try {
            String told = RunArtifacts.archive(run, ran);
            if (!told.isEmpty()) {
                say(told);
            }
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "artifacts of run " + run.id() + " can't be archived");
            say("the artifacts of the action could not be archived: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while artifacts were archived", e);
        }
    }

    /** Nobody follows the run any more. */
    void end() {
        try {
            memo.remove();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "what run " + run.id() + " was bound to can't be removed");
        }
    }

    /** The run only. */
    @Override
    public String toString() {
        return "KeyKeeper[" + run.id() + "]";
    }
}
