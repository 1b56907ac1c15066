package dev.litevps.api.payment;

import dev.litevps.api.web.ApiException;

/** Knows the payment provider's notices from forged ones. */
public interface PaymentNoticeReader {

    /**
     * The notice in the body.
     *
     * @param signature what the sender proves with that it is the provider
     * @throws ApiException 400 if the provider did not send it, or longer than 300 s ago, or if it cannot be read
     */
    PaymentNotice read(byte[] body, String signature);
}
