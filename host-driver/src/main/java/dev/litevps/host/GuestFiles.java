package dev.litevps.host;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Files inside a machine, read and written by root as streams, so that their size does not matter. Only regular files:
 * folders, devices, pipes and sockets are refused. Symbolic links are followed. All operations block, are safe to call from
 * virtual threads, and throw {@link GuestFileException} for what is wrong with the file and {@link HostException} for what
 * is wrong with the guest.
 */
public interface GuestFiles {

    /**
     * Opens a file for reading.
     *
     * @param path absolute
     */
    Download open(GuestAccess access, String path);

    /**
     * Begins to write a file. Whoever reads it meanwhile reads the old one, which stays if the new one is not completed.
     *
     * @param path absolute; its folder exists
     * @param mode the permissions of the file in the lowest twelve bits; null to keep those of a file that is there, or 0644
     */
    Upload create(GuestAccess access, String path, @Nullable Integer mode);

    /** A file that is being read; to be closed. */
    interface Download extends AutoCloseable {

        /**
         * How many bytes {@link #stream()} gives; empty if only its end tells, as with the files of {@code /proc}, whose size
         * the guest says is none.
         */
        OptionalLong sizeBytes();

        /** The permissions, in the lowest twelve bits. */
        int mode();

        /**
         * The content. Of a known size, it is never more, also if the file grows meanwhile; if the file turns out shorter, it
         * ends with a {@link java.io.EOFException}. If the guest is lost, it ends with a {@link HostException}.
         */
        InputStream stream();

        @Override
        void close();
    }

    /** A file that is being written; to be closed, which leaves nothing of it if it was not completed. */
    interface Upload extends AutoCloseable {

        /** Whether there was a file, which this one replaces. */
        boolean replaces();

        /** The permissions that it gets. */
        int mode();

        /** Takes the content. Nobody but root can read what was written before it is complete. Throws what all operations throw. */
        OutputStream stream();

        /** Puts the file in its place, at once and as a whole. */
        void complete();

        @Override
        void close();
    }
}
