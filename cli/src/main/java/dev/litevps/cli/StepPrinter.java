package dev.litevps.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Shows what the demo does: a heading, the curl line, the server's answer and the time it took. */
final class StepPrinter {

    private static final String VPS_PATH = "/api/vps/";
    private static final int TOKEN_SHOWN = 12;
    private static final int ANSWER_SHOWN = 500;

    private final String baseUrl;
    private final PrintWriter out;
    private int steps;

    StepPrinter(String baseUrl, PrintWriter out) {
        this.baseUrl = baseUrl;
        this.out = out;
    }

    void heading(String title) {
        steps++;
        out.printf("%n%d. %s%n", steps, title);
        out.flush();
    }

    /** Shows an exchange; {@code assignment} wraps the curl line, such as {@code TOKEN=$(%s | jq -r .token)}. */
    void exchange(Exchange exchange, String assignment) {
        boolean isLogin = exchange.path().equals("/api/auth/login");
        boolean isPublic = isLogin || exchange.path().equals("/api/pricing");
        JsonNode body = exchange.requestBody();
        String curl = CurlLine.of(
                exchange.method(),
                baseUrl + withVariables(exchange.path()),
                !isPublic,
                body == null ? "" : shownBody(body));
        out.println(("   " + assignment.formatted(curl)).replace("\n", "\n   "));
        answer(exchange);
    }

    /** Shows only the answer of an exchange. */
    void answer(Exchange exchange) {
        String text = exchange.answer().isMissingNode() ? "" : "  " + shownAnswer(exchange.answer());
        out.printf("   -> %d in %s%s%n", exchange.status(), milliseconds(exchange.duration()), text);
        out.flush();
    }

    void note(String text) {
        out.println("   " + text);
        out.flush();
    }

    static String milliseconds(Duration duration) {
        return String.format(Locale.ROOT, "%,d ms", duration.toMillis());
    }

    private static String withVariables(String path) {
        if (!path.startsWith(VPS_PATH)) {
            return path;
        }
        int end = path.indexOf('/', VPS_PATH.length());
        return VPS_PATH + "$VPS_ID" + (end < 0 ? "" : path.substring(end));
    }

    /** The demo account's password is published; any other is the user's secret. */
    private static String shownBody(JsonNode body) {
        String password = body.path("password").asString(ServerOptions.DEMO_PASSWORD);
        if (password.equals(ServerOptions.DEMO_PASSWORD)) {
            return body.toString();
        }
        return body.toString().replace(body.path("password").toString(), "\"...\"");
    }

    /** A token opens the account for a day, so only its beginning is shown. */
    private static String shownAnswer(JsonNode answer) {
        String text = answer.toString();
        String token = answer.path("token").asString("");
        if (token.length() > TOKEN_SHOWN) {
            text = text.replace(token, token.substring(0, TOKEN_SHOWN) + "...");
        }
        return text.length() <= ANSWER_SHOWN ? text : text.substring(0, ANSWER_SHOWN) + "...";
    }
}
