package io.jenkins.plugins.attune;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Result;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** The context of a step without a pipeline: notes what the step tells, and lets it be saved and read again. */
public final class SavedContext extends StepContext {
    private static final long serialVersionUID = 1L;

    private final transient List<Object> told = new ArrayList<>();

    @CheckForNull
    private transient BodyExecutionCallback body;

    /** Results and errors, in order; null for a result that is none. */
    List<Object> told() {
        return told;
    }

    /** What the step wants to hear of its body. */
    BodyExecutionCallback body() {
        BodyExecutionCallback begun = body;
        if (begun == null) {
            throw new IllegalStateException("no body was begun");
        }
        return begun;
    }

    /** What is read again of an object that was saved with this context in it; the other one takes its place. */
    <T> T saved(Class<T> type, T object, SavedContext next) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        try (ObjectInputStream in = new Reader(new ByteArrayInputStream(bytes.toByteArray()), next)) {
            return type.cast(in.readObject());
        }
    }

    private static final class Reader extends ObjectInputStream {
        private final SavedContext next;

        Reader(InputStream in, SavedContext next) throws IOException {
            super(in);
            this.next = next;
            enableResolveObject(true);
        }

        @Override
        protected Object resolveObject(Object read) {
            return read instanceof SavedContext ? next : read;
        }
    }

    @Override
    public void onSuccess(@CheckForNull Object result) {
        told.add(result);
    }

    @Override
    public void onFailure(Throwable error) {
        told.add(error);
    }

    @Override
    @CheckForNull
    public <T> T get(Class<T> key) {
        return null;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public ListenableFuture<Void> saveState() {
        return Futures.immediateVoidFuture();
    }

    @Override
    public void setResult(Result result) {
        throw new UnsupportedOperationException();
    }

    @Override
    public BodyInvoker newBodyInvoker() {
        return new Invoker();
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    private final class Invoker extends BodyInvoker {
        @Override
        public BodyInvoker withContext(Object override) {
            return this;
        }

        @Override
        public BodyInvoker withDisplayName(String name) {
            return this;
        }

        @Override
        public BodyInvoker withCallback(BodyExecutionCallback callback) {
            body = callback;
            return this;
        }

        @Override
        @CheckForNull
        public BodyExecution start() {
            return null;
        }
    }
}
