package dev.litevps.api.payment;

/** The payment provider cannot be reached, or does not want to. The message is for the log. */
public final class PaymentUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PaymentUnavailable(String message) {
        super(message);
    }
}
