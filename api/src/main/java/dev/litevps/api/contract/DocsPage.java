package dev.litevps.api.contract;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Properties;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** The page that shows the description, with Swagger UI as it lies in its web jar: it loads nothing from elsewhere. */
final class DocsPage {

    private static final String VERSION = "META-INF/maven/org.webjars/swagger-ui/pom.properties";

    private static final String START = """
            SwaggerUIBundle({ url: "openapi.json", dom_id: "#docs", validatorUrl: null, deepLinking: true, tryItOutEnabled: false });
            """;

    private final String html;

    private DocsPage(String folder) {
        this.html = """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>API - LiteVPS</title>
                <link rel="stylesheet" href="%1$s/swagger-ui.css">
                <link rel="icon" href="%1$s/favicon-32x32.png">
                </head>
                <body>
                <main id="docs"></main>
                <noscript>This page needs JavaScript. The description that it shows is at <a href="openapi.json">openapi.json</a>.</noscript>
                <script src="%1$s/swagger-ui-bundle.js"></script>
                <script>%2$s</script>
                </body>
                </html>
                """.formatted(folder, START);
    }

    /** With the version of Swagger UI that is there. */
    static DocsPage load() throws IOException {
        Properties properties = new Properties();
        try (InputStream content = new ClassPathResource(VERSION).getInputStream()) {
            properties.load(content);
        }
        return new DocsPage("webjars/swagger-ui/" + properties.getProperty("version"));
    }

    /** Its styles are Swagger UI's own, some of them set on elements; its pictures lie in the style sheet. */
    ResponseEntity<String> answer() {
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .header(
                        "Content-Security-Policy",
                        ("default-src 'none'; script-src 'self' 'sha256-%s'; style-src 'self'; img-src 'self' data:;"
                                        + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
                                .formatted(hash(START)))
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff")
                .body(html);
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
