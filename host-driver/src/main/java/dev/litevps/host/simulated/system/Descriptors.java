package dev.litevps.host.simulated.system;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** The numbered open files of one process. */
public final class Descriptors {

    /** Far above what a script needs, and low enough that a loop which forgets to close ends soon. */
    private static final int LIMIT = 256;

    private final Map<Integer, OpenFile> open = new TreeMap<>();

    /** Takes over the caller's reference to each. */
    public static Descriptors of(OpenFile stdin, OpenFile stdout, OpenFile stderr) {
        Descriptors descriptors = new Descriptors();
        descriptors.open.put(0, stdin);
        descriptors.open.put(1, stdout);
        descriptors.open.put(2, stderr);
        return descriptors;
    }

    /** The open file behind a number. */
    public synchronized OpenFile get(int number) throws IOException {
        OpenFile file = open.get(number);
        if (file == null) {
            throw new IOException("Bad file descriptor");
        }
        return file;
    }

    /** Lets a number stand for a file, whose reference it takes over; what it stood for is released. */
    public synchronized void set(int number, OpenFile file) throws IOException {
        if (number >= LIMIT) {
            file.release();
            throw new IOException("Bad file descriptor");
        }
        OpenFile before = open.put(number, file);
        if (before != null) {
            before.release();
        }
    }

    /** Lets a number stand for what another one stands for. */
    public synchronized void duplicate(int from, int to) throws IOException {
        OpenFile file = get(from);
        if (from != to) {
            set(to, file.retain());
        }
    }

    public synchronized void close(int number) {
        OpenFile file = open.remove(number);
        if (file != null) {
            file.release();
        }
    }

    /** The descriptors of a child: the same files. */
    public synchronized Descriptors copy() {
        Descriptors copy = new Descriptors();
        open.forEach((number, file) -> copy.open.put(number, file.retain()));
        return copy;
    }

    /** Becomes what another one is, and takes over its references. */
    public synchronized void restore(Descriptors saved) {
        Map<Integer, OpenFile> before = new TreeMap<>(open);
        open.clear();
        open.putAll(saved.open);
        saved.open.clear();
        before.values().forEach(OpenFile::release);
    }

    public synchronized void closeAll() {
        open.values().forEach(OpenFile::release);
        open.clear();
    }
}
