package dev.litevps.api.statement;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.jspecify.annotations.Nullable;

/** Pages of A4 that are filled from top to bottom with lines of text and rows of a table. */
final class PdfPages implements Closeable {

    private static final float MARGIN = 50;
    private static final float LEADING = 12;
    private static final float SIZE = 8;
    private static final float HEADING_SIZE = 14;

    /** Where the columns are: two of them end there, since amounts stand on the right. */
    private static final float WORDS_AT = MARGIN + 80;

    private static final float AMOUNT_ENDS_AT = PDRectangle.A4.getWidth() - MARGIN - 75;
    private static final float BALANCE_ENDS_AT = PDRectangle.A4.getWidth() - MARGIN;
    private static final float GAP = 60;

    private static final int PER_THOUSAND = 1_000;

    private final PDDocument document = new PDDocument();
    private final PDFont font = new PDType1Font(FontName.HELVETICA);
    private final PDFont bold = new PDType1Font(FontName.HELVETICA_BOLD);
    private @Nullable PDPageContentStream page;
    private float y;
    private int pages;

    PdfPages(String title) {
        document.getDocumentInformation().setTitle(title);
        document.getDocumentInformation().setCreator("LiteVPS");
    }

    void heading(String text) throws IOException {
        PDPageContentStream on = next(2 * LEADING);
        show(on, bold, HEADING_SIZE, MARGIN, text);
    }

    void text(String text) throws IOException {
        show(next(LEADING), font, SIZE, MARGIN, text);
    }

    void gap() throws IOException {
        next(LEADING);
    }

    void row(String time, String words, String amount, String balance) throws IOException {
        PDPageContentStream on = next(LEADING);
        show(on, font, SIZE, MARGIN, time);
        show(on, font, SIZE, WORDS_AT, shortened(words, AMOUNT_ENDS_AT - GAP - WORDS_AT));
        show(on, font, SIZE, AMOUNT_ENDS_AT - width(amount), amount);
        show(on, font, SIZE, BALANCE_ENDS_AT - width(balance), balance);
    }

    /** The whole document. */
    byte[] finish() throws IOException {
        if (page != null) {
            page.close();
            page = null;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        document.save(bytes);
        return bytes.toByteArray();
    }

    @Override
    public void close() throws IOException {
        if (page != null) {
            page.close();
        }
        document.close();
    }

    private PDPageContentStream next(float height) throws IOException {
        PDPageContentStream current = page;
        if (current == null || y - height < MARGIN) {
            if (current != null) {
                current.close();
            }
            PDPage fresh = new PDPage(PDRectangle.A4);
            document.addPage(fresh);
            current = new PDPageContentStream(document, fresh);
            page = current;
            pages++;
            y = PDRectangle.A4.getHeight() - MARGIN;
            show(current, font, SIZE, BALANCE_ENDS_AT - width("page " + pages), "page " + pages);
            y -= LEADING;
        }
        y -= height;
        return current;
    }

    private void show(PDPageContentStream on, PDFont with, float size, float x, String text) throws IOException {
        if (!text.isEmpty()) {
            on.beginText();
            on.setFont(with, size);
            on.newLineAtOffset(x, y);
            on.showText(printable(text));
            on.endText();
        }
    }

    private String shortened(String text, float width) throws IOException {
        String shown = printable(text);
        while (shown.length() > 1 && width(shown) > width) {
            shown = shown.substring(0, shown.length() - 2) + "…";
        }
        return shown;
    }

    private float width(String text) throws IOException {
        return font.getStringWidth(printable(text)) / PER_THOUSAND * SIZE;
    }

    /** The fonts that every reader has know the letters of western Europe only. */
    private String printable(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(letter -> {
            String one = Character.toString(letter);
            try {
                font.encode(one);
                shown.append(one);
            } catch (IllegalArgumentException | IOException _) {
                shown.append('?');
            }
        });
        return shown.toString();
    }
}
