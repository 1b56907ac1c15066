package dev.litevps.host.libvirt;

import java.io.StringReader;
import java.io.StringWriter;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Writes XML in the order it reads, element by element, and looks single values up. All quoting is the JDK's. */
final class Xml {

    /** What stands inside an element. */
    @FunctionalInterface
    interface Content {
        void write() throws XMLStreamException;
    }

    /** A document, told to its writer. */
    @FunctionalInterface
    interface Description {
        void tell(Xml xml) throws XMLStreamException;
    }

    private final XMLStreamWriter writer;

    private Xml(XMLStreamWriter writer) {
        this.writer = writer;
    }

    static String document(Description description) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            description.tell(new Xml(writer));
            writer.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException("writing XML to memory failed", impossible);
        }
        return text.toString();
    }

    /** An element around others. */
    Xml element(String name, Content content) throws XMLStreamException {
        writer.writeStartElement(name);
        content.write();
        writer.writeEndElement();
        return this;
    }

    /** An element around text. */
    Xml text(String name, String text) throws XMLStreamException {
        return element(name, () -> writer.writeCharacters(text));
    }

    /** An element with attributes only, given as name, value, name, value, … */
    Xml empty(String name, String... attributes) throws XMLStreamException {
        return element(name, () -> attributes(attributes));
    }

    /** Attributes of the element that was opened last, given as name, value, name, value, … */
    Xml attributes(String... attributes) throws XMLStreamException {
        for (int name = 0; name < attributes.length; name += 2) {
            writer.writeAttribute(attributes[name], attributes[name + 1]);
        }
        return this;
    }

    /** Text of the element that was opened last. */
    Xml characters(String text) throws XMLStreamException {
        writer.writeCharacters(text);
        return this;
    }

    /** Declares a namespace on the element that was opened last. */
    Xml namespace(String prefix, String uri) throws XMLStreamException {
        writer.writeNamespace(prefix, uri);
        return this;
    }

    /** The value at an XPath of a document; empty if there is none. */
    static Optional<String> value(String document, String path) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            Document parsed = factory.newDocumentBuilder().parse(new InputSource(new StringReader(document)));
            String value = XPathFactory.newDefaultInstance().newXPath().evaluate(path, parsed);
            return value.isEmpty() ? Optional.empty() : Optional.of(value);
        } catch (ParserConfigurationException | SAXException | java.io.IOException | XPathExpressionException unread) {
            throw new IllegalStateException("libvirt's XML could not be read", unread);
        }
    }
}
