package io.jenkins.plugins.attune.run;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.attune.engine.delivery.SecretObject;
import io.jenkins.plugins.attune.engine.delivery.SecretValue;
import io.jenkins.plugins.attune.engine.error.InvalidParametersException;
import io.jenkins.plugins.attune.engine.schema.ValueSchema;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Looks credentials up as the build may see them: its folders, the global store, and what its user may use. */
final class BuildCredentials {
    /** What ids look like, references to parameters of the build included; no line end, and no key's length. */
    private static final Pattern ID = Pattern.compile("[\\w.${}#@/ -]{0,100}");

    private final Run<?, ?> build;

    BuildCredentials(Run<?, ?> build) {
        this.build = build;
    }

    /**
     * The secrets of a call, each use recorded with its credential.
     *
     * @param ids parameter name to credential id, perhaps with the part that is wanted: {@code id#password}
     * @param schema of the action: it says whether a credential of several parts comes as an object
     */
    ResolvedCredentials resolve(Map<String, String> ids, ValueSchema schema) throws InvalidParametersException {
        ResolvedCredentials resolved = new ResolvedCredentials();
        boolean done = false;
        try {
            for (Map.Entry<String, String> entry : ids.entrySet()) {
                Wanted wanted = find("parameter '" + entry.getKey() + "'", entry.getValue());
                resolved.used(wanted.open().credential().getId());
                take(wanted, entry.getKey(), schema, resolved);
            }
            done = true;
            return resolved;
        } finally {
            if (!done) {
                resolved.close();
            }
        }
    }

    /**
     * The secrets of a run that was begun earlier, for what must not be shown of it. Its action is not at hand; so more may
     * be hidden than before.
     */
    ResolvedCredentials resolveAgain(Map<String, String> ids) throws InvalidParametersException {
        ResolvedCredentials resolved = resolve(ids, ValueSchema.open());
        resolved.values().values().forEach(value -> resolved.hide(SecretObject.leaves(value)));
        return resolved;
    }

    /**
     * A credential, and what of it goes where.
     *
     * @param target what it is for, in words
     * @param part empty for all of it
     */
    record Wanted(String target, OpenCredential<?> open, String part) {
        String subject() {
            return "the credential '" + open.credential().getId() + "' for " + target + " ";
        }

        InvalidParametersException unreadable(IOException why) {
            return new InvalidParametersException(
                    subject() + "can't be read: " + why.getMessage(), null, "Look at it, or replace it.", why);
        }
    }

    private static void take(Wanted wanted, String parameter, ValueSchema schema, ResolvedCredentials resolved)
            throws InvalidParametersException {
        OpenCredential<?> open = wanted.open();
        boolean whole = wanted.part().isEmpty();
        try {
            if (!whole) {
                SecretValue part = open.part(wanted.part()).orElse(null);
                if (part == null) {
                    throw unknownPart(wanted);
                }
                resolved.add(parameter, part, false);
            } else if (open.isSingle()) {
                SecretValue single = open.single();
                resolved.add(parameter, single, false);
                if (!schema.takesText(parameter)) {
                    resolved.hide(SecretObject.leaves(single));
                }
            } else if (schema.takesObject(parameter)) {
                resolved.add(parameter, open.object(), true);
            } else {
                throw needsPart(wanted);
            }
            resolved.hide(open.hidden(wanted.part()));
        } catch (IOException e) {
            throw wanted.unreadable(e);
        }
    }

    /**
     * Finds what is asked for, and records the use with the credential. The whole text may be an id, since nothing forbids
     * a number sign in one.
     *
     * @param target what it is for, in words
     */
    Wanted find(String target, String asked) throws InvalidParametersException {
        Wanted wanted = named(target, asked);
        CredentialsProvider.track(build, wanted.open().credential());
        return wanted;
    }

    private Wanted named(String target, String asked) throws InvalidParametersException {
        IdCredentials whole = lookUp(asked);
        if (whole != null) {
            return new Wanted(target, open(target, whole), "");
        }
        int sign = asked.lastIndexOf('#');
        String id = sign < 0 ? asked : asked.substring(0, sign);
        IdCredentials found = sign < 0 ? null : lookUp(id);
        if (found == null) {
            throw missing(target, id);
        }
        Wanted wanted = new Wanted(target, open(target, found), asked.substring(sign + 1));
        if (wanted.part().isEmpty()) {
            throw unknownPart(wanted);
        }
        return wanted;
    }

    @CheckForNull
    private IdCredentials lookUp(String id) {
        return CredentialsProvider.findCredentialById(id, IdCredentials.class, build);
    }

    private static OpenCredential<?> open(String target, IdCredentials credential) throws InvalidParametersException {
        OpenCredential<?> open = CredentialKinds.open(credential);
        if (open == null) {
            throw new InvalidParametersException(
                    "the credential '" + credential.getId() + "' for " + target + " is of the kind '"
                            + credential.getDescriptor().getDisplayName() + "', which can't be passed",
                    null,
                    "Use a secret text, a secret file, a username with password, an SSH key or a certificate.");
        }
        return open;
    }

    static InvalidParametersException unknownPart(Wanted wanted) {
        List<String> parts = wanted.open().partNames();
        return new InvalidParametersException(
                wanted.subject() + "has no part '" + shown(wanted.part()) + "'; it has " + String.join(", ", parts),
                null,
                "Write '" + wanted.open().credential().getId() + "#" + parts.get(parts.size() - 1) + "', for example.");
    }

    private static InvalidParametersException needsPart(Wanted wanted) {
        List<String> parts = wanted.open().partNames();
        return new InvalidParametersException(
                wanted.subject() + "has several parts (" + String.join(", ", parts)
                        + "), and the parameter does not take an object",
                null,
                "Choose one of them: '" + wanted.open().credential().getId() + "#" + parts.get(1) + "', for example.");
    }

    private InvalidParametersException missing(String target, String id) {
        return new InvalidParametersException(
                "the credential '" + shown(id) + "' for " + target + " was not found for "
                        + build.getParent().getFullName() + ", neither in its folders nor in the global store",
                null,
                "Check the id, and that the credential's scope is not 'System'.");
    }

    /** Somebody may have put the secret where its id belongs. */
    private static String shown(String text) {
        return ID.matcher(text).matches() ? text : "(not shown, because it does not look like one)";
    }
}
