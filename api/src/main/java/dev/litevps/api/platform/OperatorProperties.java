package dev.litevps.api.platform;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The first operator, who can do everything that operators can from the first start on.
 *
 * @param email null for none
 * @param password what the account begins with; a change here never changes an account that exists
 */
@ConfigurationProperties("litevps.operator")
record OperatorProperties(@Nullable String email, @Nullable String password) {

    /** Without the password, since it may end up in a log. */
    @Override
    public String toString() {
        return "OperatorProperties";
    }
}
