package dev.litevps.api.web;

import dev.litevps.api.secrets.KeyedHash;
import dev.litevps.api.secrets.MasterSecret;
import dev.litevps.api.security.Caller;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ServerWebExchange;

/**
 * How all lists are cut into pages: by {@code limit} and {@code offset}, or by {@code limit} and the {@code cursor} of the page
 * before. A cursor is the position of the last row that was shown, so that rows that come or go meanwhile neither repeat nor
 * hide others. It is signed together with the caller's account, the path and all other parameters: it fits no other list.
 */
@Component
public class Pages {

    private static final int SIGNATURE_BYTES = 16;
    private static final int LONGEST_CURSOR = 512;

    private final byte[] key;

    Pages(MasterSecret masterSecret) {
        this.key = masterSecret.derive("cursors");
    }

    /** What part of the list the request asks for; {@link ApiException} 400 if a parameter is not what it should be. */
    public Page asked(ServerWebExchange exchange, Caller caller, Page.Bounds bounds) {
        MultiValueMap<String, String> parameters = exchange.getRequest().getQueryParams();
        String scope = scope(exchange, caller);
        String cursor = parameters.getFirst("cursor");
        String offset = parameters.getFirst("offset");
        if (cursor != null && offset != null) {
            throw ApiException.badRequest("invalid_cursor", "give either a cursor or an offset");
        }
        return new Page(
                bounds.limit(parameters.getFirst("limit")),
                bounds.offset(offset),
                cursor == null ? null : read(cursor, scope),
                position -> sign(position, scope),
                exchange.getRequest().getURI());
    }

    /** The path and what is asked for at it, whatever the order of the parameters. */
    private static String scope(ServerWebExchange exchange, Caller caller) {
        String raw = exchange.getRequest().getURI().getRawQuery();
        String filters = Stream.of(raw == null ? new String[0] : raw.split("&", -1))
                .filter(parameter -> !Page.isOfPaging(parameter))
                .sorted()
                .collect(Collectors.joining("&"));
        return caller.accountId() + " " + exchange.getRequest().getPath().value() + "?" + filters;
    }

    private String sign(Page.Position position, String scope) {
        byte[] text = position.text().getBytes(StandardCharsets.UTF_8);
        ByteBuffer cursor = ByteBuffer.allocate(SIGNATURE_BYTES + Long.BYTES + text.length)
                .put(signature(position, scope))
                .putLong(position.number())
                .put(text);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor.array());
    }

    private Page.Position read(String cursor, String scope) {
        byte[] bytes = decode(cursor);
        if (bytes == null || bytes.length < SIGNATURE_BYTES + Long.BYTES) {
            throw invalid();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        byte[] signature = new byte[SIGNATURE_BYTES];
        buffer.get(signature);
        long number = buffer.getLong();
        byte[] text = new byte[buffer.remaining()];
        buffer.get(text);
        Page.Position position = new Page.Position(number, new String(text, StandardCharsets.UTF_8));
        if (!MessageDigest.isEqual(signature, signature(position, scope))) {
            throw invalid();
        }
        return position;
    }

    private byte[] signature(Page.Position position, String scope) {
        byte[] whole = KeyedHash.of(key, position.number() + " " + position.text() + " " + scope);
        return Arrays.copyOf(whole, SIGNATURE_BYTES);
    }

    private static byte @Nullable [] decode(String cursor) {
        if (cursor.length() > LONGEST_CURSOR) {
            return null;
        }
        try {
            return Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static ApiException invalid() {
        return ApiException.badRequest("invalid_cursor", "this is no cursor of this list with these filters");
    }
}
