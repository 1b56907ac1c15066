package dev.litevps.api.limit;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** How large the body of a request may be, which is held in memory as a whole. Uploads are not: they have a limit of their own. */
public final class BodyLimits {

    /** No other JSON body of the API comes near it. */
    public static final int USUAL_BYTES = 256 * 1024;

    /**
     * A batch of 100 VPSes, the most that the settings allow, each with all the user data that it may have, whatever way that is
     * written in JSON: a character of two bytes can take six there.
     */
    public static final int BATCH_BYTES = 12 * 1024 * 1024;

    private static final PathPattern BATCH = PathPatternParser.defaultInstance.parse("/api/vps/batch");
    private static final PathPattern UPLOAD = PathPatternParser.defaultInstance.parse("/api/vps/{id}/files");

    private BodyLimits() {}

    /** In bytes. */
    public static int of(ServerHttpRequest request) {
        return request.getMethod().equals(HttpMethod.POST) && BATCH.matches(path(request)) ? BATCH_BYTES : USUAL_BYTES;
    }

    static boolean isUpload(ServerHttpRequest request) {
        return request.getMethod().equals(HttpMethod.PUT) && UPLOAD.matches(path(request));
    }

    /** As requests are routed. */
    private static PathContainer path(ServerHttpRequest request) {
        return request.getPath().pathWithinApplication();
    }
}
