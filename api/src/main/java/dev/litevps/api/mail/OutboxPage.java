package dev.litevps.api.mail;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.springframework.web.util.HtmlUtils;

/** The outbox as a web page: no script, no form, nothing from elsewhere, and everything in it escaped. */
final class OutboxPage {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMM yyyy HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final String STYLE = """
            :root { color-scheme: light dark; }
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
            h1 { font-size: 1.5rem; margin-bottom: 0.25rem; }
            article { border: 1px solid #8886; border-radius: 0.5rem; padding: 1rem 1.25rem; margin: 1rem 0; }
            h2 { font-size: 1.1rem; margin: 0 0 0.25rem; overflow-wrap: anywhere; }
            .about { color: color-mix(in srgb, CanvasText 70%, Canvas); margin: 0; overflow-wrap: anywhere; }
            pre { font: 14px/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; margin: 0.75rem 0 0; }
            """;

    /** What a browser may do with the page: apply exactly this style, and nothing else. */
    static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'sha256-" + sha256(STYLE)
            + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private OutboxPage() {}

    static String of(List<Outbox.Entry> entries) {
        StringBuilder html = new StringBuilder();
        html.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width\">\n")
                .append("<title>Outbox – LiteVPS</title>\n<style>")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<h1>Outbox</h1>\n")
                .append("<p class=\"about\">No mail server is set up, so these e-mails were not sent. ")
                .append("The newest are at the top.</p>\n");
        if (entries.isEmpty()) {
            html.append("<p>There are no e-mails yet.</p>\n");
        }
        entries.forEach(entry -> append(html, entry));
        return html.append("</body>\n</html>\n").toString();
    }

    private static void append(StringBuilder html, Outbox.Entry entry) {
        html.append("<article>\n<h2>")
                .append(escaped(entry.mail().subject()))
                .append("</h2>\n<p class=\"about\">To ")
                .append(escaped(entry.mail().to()))
                .append(", <time datetime=\"")
                .append(entry.at())
                .append("\">")
                .append(TIME.format(entry.at()))
                .append("</time></p>\n<pre>")
                .append(escaped(entry.mail().text()))
                .append("</pre>\n</article>\n");
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, StandardCharsets.UTF_8.name());
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
