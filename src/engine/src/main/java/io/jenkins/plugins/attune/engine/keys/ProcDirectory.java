package io.jenkins.plugins.attune.engine.keys;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Processes and connections as Linux shows them in {@code /proc}; see proc(5), and proc_net_tcp in the kernel's
 * documentation.
 */
final class ProcDirectory implements Processes {
    /** After the name, of {@code stat}: state, parent, group, session, and sixteen fields on, the start. */
    private static final int STATE = 0;

    private static final int PARENT = 1;
    private static final int SESSION = 3;
    private static final int START = 19;

    /** Of a line of {@code net/tcp}, split at spaces. */
    private static final int LOCAL = 1;

    private static final int REMOTE = 2;
    private static final int TCP_STATE = 3;
    private static final int USER = 7;
    private static final int INODE = 9;

    private static final String MAPPED = "::ffff:";

    private final Path proc;

    ProcDirectory(Path proc) {
        this.proc = proc;
    }

    /** Whether this machine tells enough to know a caller. */
    static boolean isHere() {
        return Files.isReadable(Path.of("/proc/net/tcp")) && Files.isReadable(Path.of("/proc/self/stat"));
    }

    @CheckForNull
    @Override
    public Process process(long id) throws IOException {
        String stat = read(id, "stat");
        int name = stat == null ? -1 : stat.lastIndexOf(')');
        if (stat == null || name < 0) {
            return null;
        }
        // The name may hold anything, a parenthesis too; behind its last one nothing does.
        String[] fields = stat.substring(name + 1).trim().split(" ");
        return fields.length <= START
                ? null
                : new Process(
                        fields[STATE].charAt(0),
                        Long.parseLong(fields[PARENT]),
                        Long.parseLong(fields[SESSION]),
                        Long.parseLong(fields[START]));
    }

    @Override
    public List<Long> all() throws IOException {
        List<Long> ids = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(proc, "[0-9]*")) {
            entries.forEach(entry -> ids.add(Long.parseLong(entry.getFileName().toString())));
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return ids;
    }

    @Override
    public boolean holds(long id, long inode) throws IOException {
        String wanted = "socket:[" + inode + "]";
        try (DirectoryStream<Path> open =
                Files.newDirectoryStream(proc.resolve(Long.toString(id)).resolve("fd"))) {
            for (Path file : open) {
                if (wanted.equals(target(file))) {
                    return true;
                }
            }
        } catch (NoSuchFileException | AccessDeniedException gone) {
            return false; // it has ended, or is none of this user's
        } catch (DirectoryIteratorException gone) {
            return false;
        }
        return false;
    }

    @CheckForNull
    private static String target(Path link) throws IOException {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (FileSystemException closed) {
            return null;
        }
    }

    @CheckForNull
    @Override
    public Connection connection(InetSocketAddress caller, InetSocketAddress called) throws IOException {
        Connection found = connection("net/tcp", plain(caller), plain(called));
        // A socket of the newer kind reaches an older address under a mapped one.
        return found != null ? found : connection("net/tcp6", mapped(caller), mapped(called));
    }

    @CheckForNull
    private Connection connection(String table, String local, String remote) throws IOException {
        Path file = proc.resolve(table);
        if (!Files.exists(file)) {
            return null;
        }
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains(local)) {
                    String[] fields = line.trim().split(" +");
                    if (fields.length > INODE && fields[LOCAL].equals(local) && fields[REMOTE].equals(remote)) {
                        return new Connection(
                                Integer.parseInt(fields[TCP_STATE], 16),
                                Long.parseLong(fields[USER]),
                                Long.parseLong(fields[INODE]));
                    }
                }
            }
        }
        return null;
    }

    private static String plain(InetSocketAddress address) {
        return words(address.getAddress().getAddress()) + port(address);
    }

    private static String mapped(InetSocketAddress address) throws IOException {
        byte[] four = address.getAddress().getAddress();
        byte[] six = new byte[16];
        six[10] = (byte) 0xFF;
        six[11] = (byte) 0xFF;
        if (four.length != Integer.BYTES) {
            throw new IOException("not an address of IPv4: " + InetAddress.getByAddress(four) + ", " + MAPPED);
        }
        System.arraycopy(four, 0, six, 12, four.length);
        return words(six) + port(address);
    }

    /** In words of four bytes, each as this machine would print it as a number. */
    private static String words(byte[] address) {
        StringBuilder text = new StringBuilder();
        ByteBuffer words = ByteBuffer.wrap(address).order(ByteOrder.nativeOrder());
        while (words.hasRemaining()) {
            text.append(String.format(Locale.ROOT, "%08X", words.getInt()));
        }
        return text.toString();
    }

    private static String port(InetSocketAddress address) {
        return String.format(Locale.ROOT, ":%04X", address.getPort());
    }

    @Override
    public long self() throws IOException {
        for (String line : Files.readAllLines(proc.resolve("self/status"), StandardCharsets.ISO_8859_1)) {
            if (line.startsWith("Uid:")) {
                return Long.parseLong(line.split("\\s+")[2]); // real, effective, saved, file system
            }
        }
        throw new IOException("the system does not say who this process runs as");
    }

    @Override
    public String name(long id) throws IOException {
        String name = read(id, "comm");
        return name == null ? "" : name.strip().replaceAll("[^ -~]", "?");
    }

    @CheckForNull
    private String read(long id, String file) throws IOException {
        try {
            return Files.readString(proc.resolve(Long.toString(id)).resolve(file), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException none) {
            return null;
        } catch (IOException e) {
            // One that ends while it is read gives "no such process", which has no exception of its own.
            if (Files.exists(proc.resolve(Long.toString(id)))) {
                throw e;
            }
            return null;
        }
    }
}
