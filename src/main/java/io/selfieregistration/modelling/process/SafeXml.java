package io.selfieregistration.modelling.process;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;

import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;

import org.w3c.dom.Document;
import org.xml.sax.Attributes;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

import io.selfieregistration.platform.Texts;

/**
 * Reads untrusted XML: without external entities, and with its size known before it is
 * kept.
 */
final class SafeXml {

	/** Largest file, in KB. */
	static final int SIZE_LIMIT = 1024;

	/** Most elements of a file, drawing included. */
	static final int ELEMENT_LIMIT = 10_000;

	/** Deepest nesting of elements. */
	static final int DEPTH_LIMIT = 40;

	private static final String NO_DOCUMENT_TYPE = "http://apache.org/xml/features/disallow-doctype-decl";

	private static final Pattern LINE_BREAKS = Pattern.compile("[\\n\\r\\t]");

	private SafeXml() {
	}

	/**
	 * @param name of the file, for the sentence
	 * @throws ModelRefused if it is no XML, or may not be read
	 */
	static Document read(String name, byte[] bytes) throws ModelRefused {
		if (bytes.length > SIZE_LIMIT * 1024) {
			throw new ModelRefused(Refusal.FILE_SIZE.of(null, name, SIZE_LIMIT));
		}
		try {
			SAXParserFactory sizes = SAXParserFactory.newInstance();
			sizes.setNamespaceAware(true);
			sizes.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
			sizes.setFeature(NO_DOCUMENT_TYPE, true);
			sizes.newSAXParser().parse(source(bytes), new Sizes(name));
			DocumentBuilderFactory documents = DocumentBuilderFactory.newInstance();
			documents.setNamespaceAware(true);
			documents.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
			documents.setFeature(NO_DOCUMENT_TYPE, true);
			documents.setXIncludeAware(false);
			documents.setExpandEntityReferences(false);
			DocumentBuilder builder = documents.newDocumentBuilder();
			builder.setErrorHandler(new Sizes(name));
			return builder.parse(source(bytes));
		}
		catch (LimitReached ex) {
			throw new ModelRefused(ex.problem());
		}
		catch (SAXParseException ex) {
			throw new ModelRefused(ex.getMessage().toUpperCase(Locale.ROOT).contains("DOCTYPE")
					? Refusal.DOCUMENT_TYPE.of(null, name) : Refusal.NO_XML.of(null, name, "line " + ex.getLineNumber()
							+ ", column " + ex.getColumnNumber() + ": " + ex.getMessage()));
		}
		catch (SAXException | IOException ex) {
			throw new ModelRefused(Refusal.NO_XML.of(null, name, ex.getMessage()));
		}
		catch (ParserConfigurationException ex) {
			throw new IllegalStateException("The XML parser cannot be made safe", ex);
		}
	}

	private static InputSource source(byte[] bytes) {
		return new InputSource(new ByteArrayInputStream(bytes));
	}

	/**
	 * Counts, and ends the reading when there is too much of it, or a name that shows
	 * another one than it is.
	 */
	private static final class Sizes extends DefaultHandler implements ErrorHandler {

		private final String name;

		private int elements;

		private int depth;

		private Sizes(String name) {
			this.name = name;
		}

		@Override
		public void startElement(String uri, String localName, String qName, Attributes attributes)
				throws LimitReached {
			if (++this.elements > ELEMENT_LIMIT) {
				throw new LimitReached(Refusal.TOO_MANY_ELEMENTS.of(null, this.name, ELEMENT_LIMIT));
			}
			if (++this.depth > DEPTH_LIMIT) {
				throw new LimitReached(Refusal.TOO_DEEP.of(null, this.name, DEPTH_LIMIT));
			}
			String shown = attributes.getValue("name");
			// Diagrams break names into lines
			if (shown != null && !Texts.isShownLine(LINE_BREAKS.matcher(shown).replaceAll(" "))) {
				throw new LimitReached(Refusal.NAME.of(null, this.name, Elements.shortened(Texts.visible(shown))));
			}
		}

		@Override
		public void endElement(String uri, String localName, String qName) {
			this.depth--;
		}

		@Override
		public void error(SAXParseException ex) throws SAXException {
			throw ex;
		}

	}

	private static final class LimitReached extends SAXException {

		private final transient ModelProblem problem;

		private LimitReached(ModelProblem problem) {
			super(problem.sentence());
			this.problem = problem;
		}

		private ModelProblem problem() {
			return this.problem;
		}

	}

}
