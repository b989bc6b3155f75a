package io.jenkins.plugins.attune.engine.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComplaintTest {
    @Test
    void stackTraceIsNotToldButWhatItIsAbout() {
        assertThat(told("""
                Collecting botocore<2 (from boto3)
                  Downloading botocore-1.44.5-py3-none-any.whl (16.6 MB)
                     ━━━━━━━━━━━━━━╸                  6.2/16.6 MB 396.6 MB/s eta 0:00:01
                ERROR: Exception:
                Traceback (most recent call last):
                  File "/p/pip/_vendor/urllib3/response.py", line 438, in _error_catcher
                    yield
                OSError: [Errno 28] No space left on device
                During handling of the above exception, another exception occurred:
                Traceback (most recent call last):
                  File "/p/contextlib.py", line 158, in __exit__
                    self.gen.throw(typ, value, traceback)
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                ProtocolError: ("Connection broken")""")).isEqualTo("""
                        Collecting botocore<2 (from boto3)
                        ERROR: Exception:
                        OSError: [Errno 28] No space left on device
                        ProtocolError: ("Connection broken")""");
    }

    @Test
    void whatABuildHookSaidIsToldOnceAndLast() {
        assertThat(told("""
                Processing ./vendored
                  Getting requirements to build wheel: finished with status 'error'
                  error: subprocess-exited-with-error
                  × Getting requirements to build wheel did not run successfully.
                  │ exit code: 1
                  ╰─> [1 lines of output]
                      libfoo.h is missing
                      [end of output]
                  note: This error originates from a subprocess, and is likely not a problem with pip.
                error: subprocess-exited-with-error
                × Getting requirements to build wheel did not run successfully.
                │ exit code: 1
                ╰─> See above for output.
                note: This error originates from a subprocess, and is likely not a problem with pip.""")).isEqualTo("""
                        Processing ./vendored
                          error: subprocess-exited-with-error
                          × Getting requirements to build wheel did not run successfully.
                          │ exit code: 1
                          ╰─> [1 lines of output]
                              libfoo.h is missing""");
    }

    @Test
    void retriesAreToldAsOneWithTheIndex() {
        String retry = "WARNING: Retrying (Retry(total=%d, connect=None)) after connection broken by "
                + "'NewConnectionError('<pip._vendor.HTTPConnection object at 0x7f%d>: Failed to establish a new "
                + "connection: [Errno 111] Connection refused')': /simple/tool/\n";
        assertThat(told("Looking in links: /wheels\nLooking in indexes: http://127.0.0.1:9/simple\n"
                        + retry.formatted(1, 1)
                        + retry.formatted(0, 2)
                        + "ERROR: No matching distribution found for tool"))
                .isEqualTo("Looking in indexes: http://127.0.0.1:9/simple\n"
                        + "Failed to establish a new connection: [Errno 111] Connection refused: /simple/tool/\n"
                        + "ERROR: No matching distribution found for tool");
    }

    @Test
    void npmIsToldWithoutItsFrameAdviceAndStack() {
        assertThat(told("""
                npm warn Unknown user config "nodedir".
                npm error code ECONNREFUSED
                npm error FetchError: request to http://127.0.0.1:9/x failed, reason: connect ECONNREFUSED
                npm error     at ClientRequest.<anonymous> (/usr/lib/npm/index.js:130:14)
                npm error     at process.processTicksAndRejections (node:internal/process/task_queues:83:21) {
                npm error   code: 'ECONNREFUSED',
                npm error   port: 9,
                npm error }
                npm error A complete log of this run can be found in: /home/ci/.npm/_logs/debug-0.log""")).isEqualTo("""
                        code ECONNREFUSED
                        FetchError: request to http://127.0.0.1:9/x failed, reason: connect ECONNREFUSED""");
    }

    @Test
    void whatLooksLikeNothingKnownIsToldAsItIs() {
        assertThat(told("alas\n  poor Yorick")).isEqualTo("alas\n  poor Yorick");
    }

    @Test
    void endOfALongComplaintIsTold() {
        String last = IntStream.range(0, 100).mapToObj(i -> "error " + i).reduce("", (a, b) -> a + "\n" + b);

        assertThat(told(last).lines()).hasSize(12).endsWith("error 99");
        assertThat(told("error " + "x".repeat(100_000)).length()).isLessThan(2100);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            OSError: [Errno 28] No space left on device      | Free space where the environments are kept, /e:
            npm error code ENOSPC                            | Free space
            fatal: unable to access: Could not resolve host  | reaches the package index
            tcp connect error: Connection refused            | reaches the package index
            SSLCertVerificationError: certificate verify failed | trust the certificate
            ERROR: 403 Client Error: Forbidden for url       | configure credentials
            ERROR: No matching distribution found for x==4.0.1 | Correct the pack's list
            npm error notarget ETARGET                       | Correct the pack's list
            [Errno 13] Permission denied: '/e/x'             | may write to /e
            error: subprocess-exited-with-error              | install what its build asks for
            something downloaded 401 kB, and stopped         | Correct what the installer complains of
            """)
    void remedyFitsTheWords(String said, String remedy) {
        assertThat(Remedy.of(said, Path.of("/e"))).contains(remedy);
    }

    private static String told(String said) {
        return Complaint.text(List.of(said.split("\n")));
    }
}
