package dev.litevps.api.payment;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.HtmlUtils;

/** A small page of HTML about a payment, without a script, which may load nothing and send its form only to this server. */
public final class CheckoutPage {

    private static final String STYLE = """
            body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: #1c2430; background: #f3f5f8; }
            main { box-sizing: border-box; max-width: 26rem; margin: 8vh auto; padding: 2rem; background: #fff;
                   border-radius: 12px; box-shadow: 0 2px 16px rgb(0 0 0 / 12%); }
            h1 { margin: 0 0 1rem; font-size: 1.4rem; }
            p { margin: 0.5rem 0; overflow-wrap: anywhere; }
            .test { margin: 0; padding: 0.6rem; text-align: center; font-weight: 600;
                    color: #4a3500; background: #ffd34d; }
            .amount { margin: 1rem 0; font-size: 2.6rem; font-weight: 700; }
            .note { color: #5a6575; font-size: 0.875rem; }
            button { width: 100%; margin-top: 1rem; padding: 0.8rem; border: 0; border-radius: 8px; cursor: pointer;
                     font: inherit; font-weight: 600; color: #fff; background: #2456d6; }
            button:hover { background: #1b45b0; }
            button:focus-visible { outline: 3px solid #8fb0ff; outline-offset: 2px; }
            """;

    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; style-src 'sha256-%s'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
                    .formatted(hash(STYLE));

    private final String title;
    private final StringBuilder body = new StringBuilder();
    private String banner = "";

    private CheckoutPage(String title) {
        this.title = title;
    }

    /** A page that begins with this title. All texts are plain ones, which are escaped here. */
    public static CheckoutPage titled(String title) {
        return new CheckoutPage(title);
    }

    /** Says above everything else that no money is moved. */
    public CheckoutPage markedAsTest() {
        banner = "<p class=\"test\">TEST &mdash; no real money is moved</p>\n";
        return this;
    }

    /** An amount of money, in large letters. */
    public CheckoutPage amount(String text) {
        return paragraph("amount", text);
    }

    public CheckoutPage text(String text) {
        return paragraph("text", text);
    }

    /** A text in small letters. */
    public CheckoutPage note(String text) {
        return paragraph("note", text);
    }

    /** A button that posts to the page's own address. */
    public CheckoutPage button(String label) {
        body.append("<form method=\"post\"><button type=\"submit\">")
                .append(HtmlUtils.htmlEscape(label))
                .append("</button></form>\n");
        return this;
    }

    /** The page as an answer. Its address may be a secret: it is not told to whatever is visited next. */
    public ResponseEntity<String> answer(HttpStatus status) {
        return ResponseEntity.status(status)
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .header("Referrer-Policy", "no-referrer")
                .body(html());
    }

    private String html() {
        String heading = HtmlUtils.htmlEscape(title);
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="robots" content="noindex">
                <title>%s - LiteVPS</title>
                <style>%s</style>
                </head>
                <body>
                %s<main>
                <h1>%s</h1>
                %s</main>
                </body>
                </html>
                """.formatted(heading, STYLE, banner, heading, body);
    }

    private CheckoutPage paragraph(String kind, String text) {
        body.append("<p class=\"%s\">%s</p>\n".formatted(kind, HtmlUtils.htmlEscape(text)));
        return this;
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
