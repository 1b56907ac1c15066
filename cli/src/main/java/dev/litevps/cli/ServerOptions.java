package dev.litevps.cli;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options of every command that talks to a server. */
final class ServerOptions {

    @Spec(Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${env:LITEVPS_URL:-http://127.0.0.1:8080}",
            description = "Where the server is (or LITEVPS_URL; default: http://127.0.0.1:8080).")
    private URI url = URI.create("http://127.0.0.1:8080");

    @Option(
            names = "--email",
            paramLabel = "ADDRESS",
            defaultValue = "${env:LITEVPS_EMAIL:-" + DEMO_EMAIL + "}",
            description = "The account (or LITEVPS_EMAIL; default: the demo account).")
    private String email = DEMO_EMAIL;

    @Option(
            names = "--password",
            paramLabel = "PASSWORD",
            defaultValue = "${env:LITEVPS_PASSWORD:-" + DEMO_PASSWORD + "}",
            description = "Its password; better given as LITEVPS_PASSWORD, which other users cannot see.")
    private String password = DEMO_PASSWORD;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            defaultValue = "${env:LITEVPS_TOKEN}",
            description = "A token instead of e-mail and password; better given as LITEVPS_TOKEN.")
    private @Nullable String token;

    /** The account that a server without any set-up offers on loopback; its password is no secret. */
    static final String DEMO_EMAIL = "agent@example.com";

    static final String DEMO_PASSWORD = "s3cr3t";

    /** A client of the server, not logged in. */
    ApiClient connect() {
        if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
            throw new ParameterException(
                    command.commandLine(),
                    "The URL " + url + " is none of a server: it starts with http:// or https://.");
        }
        return new ApiClient(url);
    }

    /** A client of the server that has shown the token, or else has logged in. */
    ApiClient connectWithCredentials() {
        ApiClient client = connect();
        String given = token;
        if (given != null && !given.isBlank()) {
            client.use(given);
            return client;
        }
        Exchange login = client.login(email, password);
        if (!login.isSuccess()) {
            client.close();
            throw login.failure();
        }
        return client;
    }

    String email() {
        return email;
    }

    String password() {
        return password;
    }
}
