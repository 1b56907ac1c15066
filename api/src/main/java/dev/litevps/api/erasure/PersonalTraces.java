package dev.litevps.api.erasure;

import dev.litevps.api.replay.RestingCopies;
import dev.litevps.api.secrets.PersonalData;
import dev.litevps.api.security.SessionGenerations;
import dev.litevps.api.web.ApiException;
import dev.litevps.events.account.AccountId;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is kept of a person beside the events: all of it is destroyed in the transaction that is under way. Blocks. */
@Component
class PersonalTraces {

    /** What was encrypted would be noise anyway; but nobody needs it any more. */
    private static final List<String> DELETIONS = List.of(
            "DELETE FROM ssh_key_material WHERE account_id = ?",
            "DELETE FROM user_data WHERE account_id = ?",
            "DELETE FROM mail_outbox WHERE account_id = ?",
            "DELETE FROM idempotent_request WHERE account_id = ?",
            "DELETE FROM job_output WHERE vps_id IN (SELECT id FROM vps_view WHERE account_id = ?)");

    private final JdbcClient jdbc;
    private final PersonalData personalData;
    private final SessionGenerations sessions;
    private final RestingCopies copies;

    PersonalTraces(JdbcClient jdbc, PersonalData personalData, SessionGenerations sessions, RestingCopies copies) {
        this.jdbc = jdbc;
        this.personalData = personalData;
        this.sessions = sessions;
        this.copies = copies;
    }

    /**
     * Of this account, on behalf of another. {@link ApiException} 401 if that one has been erased meanwhile: of operators who erase
     * each other, one is left.
     */
    void destroy(AccountId accountId, AccountId by) {
        if (!sessions.lock(accountId, by).contains(by)) {
            throw new ApiException(HttpStatus.UNAUTHORIZED, "unauthorized", "the account that asks is erased");
        }
        sessions.erase(accountId);
        DELETIONS.forEach(sql -> jdbc.sql(sql).param(accountId.value()).update());
        personalData.destroyKey(accountId);
        copies.accountErased();
    }
}
