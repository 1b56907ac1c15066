package dev.litevps.api.web;

import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.DigestUtils;
import org.springframework.web.server.ServerWebExchange;

/** Something that is the same for everybody, which caches may keep for a while and ask for by its tag. */
public final class PublicDocument {

    private final byte[] body;
    private final MediaType type;
    private final Duration fresh;
    private final String tag;

    /** @param fresh for how long nobody needs to ask again */
    public PublicDocument(byte[] body, MediaType type, Duration fresh) {
        this.body = body.clone();
        this.type = type;
        this.fresh = fresh;
        this.tag = "\"" + DigestUtils.md5DigestAsHex(body) + "\"";
    }

    /** The document, or 304 to whoever has it already. */
    public ResponseEntity<byte[]> answer(ServerWebExchange exchange) {
        boolean known = exchange.getRequest().getHeaders().getIfNoneMatch().contains(tag);
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(known ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
                .eTag(tag)
                .cacheControl(CacheControl.maxAge(fresh).cachePublic());
        return known ? answer.build() : answer.contentType(type).body(body);
    }
}
