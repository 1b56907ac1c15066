package dev.litevps.api.statement;

import java.util.List;
import org.springframework.http.MediaType;

/** How one statement is written, piece by piece as its lines come; an empty piece is none. */
interface StatementForm {

    MediaType type();

    /** What a file of it is called at its end. */
    String extension();

    byte[] begin(Statement statement);

    byte[] lines(List<ShownLine> lines);

    /** The end, with how many lines there were. */
    byte[] end(Statement statement, long lineCount, Proof proof);
}
