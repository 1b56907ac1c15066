package dev.litevps.api.http;

import java.net.http.HttpHeaders;

/** What the server answered, where that need not be text. */
public final class Download {

    private final int status;
    private final HttpHeaders headers;
    private final byte[] content;

    Download(int status, HttpHeaders headers, byte[] content) {
        this.status = status;
        this.headers = headers;
        this.content = content;
    }

    public int status() {
        return status;
    }

    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    public byte[] content() {
        return content.clone();
    }
}
