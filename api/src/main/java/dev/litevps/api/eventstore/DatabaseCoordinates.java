package dev.litevps.api.eventstore;

import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where the PostgreSQL database is. The blocking pool, the reactive pool and the connections that carry signals between
 * nodes are all made from it.
 *
 * @param sslMode as {@code libpq} names it: {@code disable}, {@code prefer}, {@code require}, {@code verify-ca} or {@code
 *     verify-full}
 */
public record DatabaseCoordinates(
        String host, int port, String database, String username, String password, String sslMode) {

    private static final String DEFAULT_SSL_MODE = "prefer";

    /** The coordinates of a database that is reached without TLS, as on this machine. */
    public DatabaseCoordinates(String host, int port, String database, String username, String password) {
        this(host, port, database, username, password, "disable");
    }

    /**
     * Reads {@code jdbc:postgresql://host:port/database?sslmode=…}.
     *
     * @throws IllegalArgumentException if it is not the JDBC URL of a PostgreSQL database
     */
    public static DatabaseCoordinates ofJdbcUrl(String url, String username, String password) {
        Properties properties = Driver.parseURL(url, null);
        if (properties == null) {
            throw new IllegalArgumentException("not a JDBC URL of PostgreSQL: " + url);
        }
        return new DatabaseCoordinates(
                properties.getProperty("PGHOST", "localhost"),
                Integer.parseInt(properties.getProperty("PGPORT", "5432")),
                properties.getProperty("PGDBNAME", "litevps"),
                username,
                password,
                properties.getProperty("sslmode", DEFAULT_SSL_MODE));
    }

    /** A source of single connections outside every pool. */
    public DataSource unpooled() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setServerNames(new String[] {host});
        dataSource.setPortNumbers(new int[] {port});
        dataSource.setDatabaseName(database);
        dataSource.setUser(username);
        dataSource.setPassword(password);
        dataSource.setSslMode(sslMode);
        dataSource.setTcpKeepAlive(true);
        dataSource.setReWriteBatchedInserts(true);
        dataSource.setApplicationName("litevps");
        return dataSource;
    }

    /** Without the password, since it may end up in a log. */
    @Override
    public String toString() {
        return username + "@" + host + ":" + port + "/" + database;
    }
}
