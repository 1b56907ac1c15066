package dev.litevps.api.web;

import org.springframework.http.HttpStatus;

/** The edge itself refuses a request, before any command. */
public final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String code;

    public ApiException(HttpStatus status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    public static ApiException notFound(String what) {
        return new ApiException(HttpStatus.NOT_FOUND, "not_found", "there is no such " + what);
    }

    /** An access token with a spend limit asked for what would reach further than its limit. */
    public static ApiException spendLimited(String message) {
        return new ApiException(HttpStatus.FORBIDDEN, "spend_limited", message);
    }

    public static ApiException badRequest(String code, String message) {
        return new ApiException(HttpStatus.BAD_REQUEST, code, message);
    }

    public static ApiException conflict(String code, String message) {
        return new ApiException(HttpStatus.CONFLICT, code, message);
    }

    public static ApiException unavailable(String message) {
        return new ApiException(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", message);
    }

    HttpStatus status() {
        return status;
    }

    String code() {
        return code;
    }
}
