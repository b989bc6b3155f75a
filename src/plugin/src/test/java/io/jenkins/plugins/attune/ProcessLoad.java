package io.jenkins.plugins.attune;

import java.io.File;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import jenkins.agents.ControllerToAgentCallable;

/**
 * What a process of Java holds.
 *
 * @param heapBytes used after a collection
 */
record ProcessLoad(int threads, int fileHandles, long heapBytes) implements Serializable {
    static ProcessLoad ofThisProcess() {
        System.gc();
        String[] handles = new File("/proc/self/fd").list();
        return new ProcessLoad(
                ManagementFactory.getThreadMXBean().getThreadCount(),
                handles == null ? 0 : handles.length,
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }

    @Override
    public String toString() {
        return String.format("%4d threads, %4d handles, %6.1f MiB", threads, fileHandles, heapBytes / 1048576.0);
    }

    /** Measures the agent. */
    record OnAgent() implements ControllerToAgentCallable<ProcessLoad, RuntimeException> {
        @Override
        public ProcessLoad call() {
            return ofThisProcess();
        }
    }
}
