package dev.litevps.api.postgres;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The server's settings. They are given on its command line at every start, where they win over {@code postgresql.conf}
 * and {@code ALTER SYSTEM}: an edited file cannot switch durability off.
 */
final class PostgresSettings {

    private PostgresSettings() {}

    /** Arguments of {@code postgres} for a server on loopback at this port. */
    static List<String> arguments(int port) {
        List<String> arguments = new ArrayList<>();
        settings(port).forEach((name, value) -> {
            arguments.add("-c");
            arguments.add(name + "=" + value);
        });
        return arguments;
    }

    private static Map<String, String> settings(int port) {
        Map<String, String> settings = new LinkedHashMap<>();
        // A commit that was acknowledged survives a crash and a power cut.
        settings.put("fsync", "on");
        settings.put("synchronous_commit", "on");
        settings.put("full_page_writes", "on");
        if (System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac")) {
            // macOS' fsync leaves the data in the drive's cache.
            settings.put("wal_sync_method", "fsync_writethrough");
        }
        // Reached over loopback only and with the password: a socket file would be a second door.
        settings.put("listen_addresses", EmbeddedPostgresServer.HOST);
        settings.put("port", Integer.toString(port));
        settings.put("unix_socket_directories", "");
        settings.put("password_encryption", "scram-sha-256");
        // The application's pools take 60 to 90; the rest is for an operator and a second node's start.
        settings.put("max_connections", "120");
        // Sized for 2 cores and 24 GiB shared with the application and its guests.
        settings.put("shared_buffers", "256MB");
        settings.put("effective_cache_size", "2GB");
        settings.put("work_mem", "8MB");
        settings.put("maintenance_work_mem", "128MB");
        settings.put("random_page_cost", "1.1");
        settings.put("jit", "off");
        // Few, spread-out checkpoints: each one makes the next change of every page a full-page write.
        settings.put("wal_level", "replica");
        settings.put("wal_buffers", "16MB");
        settings.put("min_wal_size", "256MB");
        settings.put("max_wal_size", "2GB");
        settings.put("checkpoint_timeout", "15min");
        settings.put("log_checkpoints", "off");
        settings.put("log_timezone", "UTC");
        settings.put("timezone", "UTC");
        settings.put("lc_messages", "C");
        return settings;
    }
}
