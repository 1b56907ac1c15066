package dev.litevps.api.platform;

import dev.litevps.api.account.AccountRegistrar;
import dev.litevps.api.security.Credentials;
import dev.litevps.api.startup.InvalidSettings;
import dev.litevps.command.CommandRejected;
import dev.litevps.command.RejectionCode;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.Role;
import org.axonframework.common.IdentifierFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * Registers the operator that the settings name, if nobody has that e-mail address yet. Nobody else could make the first
 * operator: those who register are customers.
 */
@Component
class OperatorAccount {

    private static final Logger LOG = LoggerFactory.getLogger(OperatorAccount.class);

    /** Who has this password can take every machine. */
    private static final int SHORTEST_PASSWORD = 12;

    private final OperatorProperties properties;
    private final AccountRegistrar registrar;
    private final Credentials credentials;

    OperatorAccount(OperatorProperties properties, AccountRegistrar registrar, Credentials credentials) {
        this.properties = properties;
        this.registrar = registrar;
        this.credentials = credentials;
        requireComplete();
    }

    private void requireComplete() {
        String email = properties.email();
        String password = properties.password();
        if (StringUtils.hasText(email) != StringUtils.hasText(password)) {
            throw new InvalidSettings(
                    "Set both litevps.operator.email and litevps.operator.password, or neither of them.");
        }
        if (StringUtils.hasText(email) && !email.strip().matches("[^@\\s]+@[^@\\s]+")) {
            throw new InvalidSettings("Set litevps.operator.email to an e-mail address.");
        }
        if (StringUtils.hasText(password) && password.length() < SHORTEST_PASSWORD) {
            throw new InvalidSettings(
                    "Set litevps.operator.password to at least " + SHORTEST_PASSWORD + " characters.");
        }
    }

    void ensure() {
        String email = properties.email();
        String password = properties.password();
        if (!StringUtils.hasText(email) || !StringUtils.hasText(password) || credentials.isTaken(email)) {
            return;
        }
        try {
            registrar.register(
                    AccountId.of(IdentifierFactory.getInstance().generateIdentifier()),
                    Role.OPERATOR,
                    email.strip(),
                    password);
            LOG.info("The operator of litevps.operator.email can log in");
        } catch (CommandRejected e) {
            if (e.code() != RejectionCode.EMAIL_TAKEN) {
                throw e;
            }
            LOG.debug("Another node was faster", e);
        }
    }
}
