package dev.litevps.cli;

import java.util.ArrayList;
import java.util.List;

/** Writes a request as the line for curl that sends the same, for a POSIX shell. */
final class CurlLine {

    private static final String BREAK = " \\\n     ";

    private CurlLine() {}

    /**
     * The curl command of a request.
     *
     * @param url the whole URL, which may hold shell variables such as {@code $VPS_ID}
     * @param authenticated whether it sends the token of the shell variable {@code TOKEN}
     * @param body the JSON to send, or an empty text
     */
    static String of(String method, String url, boolean authenticated, String body) {
        List<String> parts = new ArrayList<>();
        parts.add(method.equals("GET") ? "curl -s " + url : "curl -s -X " + method + " " + url);
        if (authenticated) {
            parts.add("-H \"Authorization: Bearer $TOKEN\"");
        }
        if (!body.isEmpty()) {
            parts.add("-H 'Content-Type: application/json'");
            parts.add("-d '" + body.replace("'", "'\\''") + "'");
        }
        return String.join(BREAK, parts);
    }
}
