package io.selfieregistration.modelling.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import org.camunda.bpm.model.xml.ModelInstance;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** What is needed to look at models as XML. */
final class Elements {

	static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";

	static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";

	/** They have ids as well, but they do not show in the diagram. */
	private static final Set<String> INVISIBLE = Set.of("extensionElements", "documentation", "conditionExpression",
			"incoming", "outgoing", "timeDuration", "timeDate", "timeCycle", "text");

	private Elements() {
	}

	static Element root(ModelInstance model) {
		return ((Document) model.getDocument().getDomSource().getNode()).getDocumentElement();
	}

	static List<Element> children(Node parent) {
		List<Element> children = new ArrayList<>();
		NodeList nodes = parent.getChildNodes();
		for (int index = 0; index < nodes.getLength(); index++) {
			if (nodes.item(index) instanceof Element element) {
				children.add(element);
			}
		}
		return children;
	}

	static Stream<Element> children(Node parent, String name) {
		return children(parent).stream().filter((child) -> is(child, BPMN, name));
	}

	static Stream<Element> all(Element root) {
		return Stream.concat(Stream.of(root), children(root).stream().flatMap(Elements::all));
	}

	static boolean is(Element element, String namespace, String name) {
		return namespace.equals(element.getNamespaceURI()) && name.equals(element.getLocalName());
	}

	/** Its own text, without that of the elements in it. */
	static String text(Element element) {
		StringBuilder text = new StringBuilder();
		NodeList nodes = element.getChildNodes();
		for (int index = 0; index < nodes.getLength(); index++) {
			short type = nodes.item(index).getNodeType();
			if (type == Node.TEXT_NODE || type == Node.CDATA_SECTION_NODE) {
				text.append(nodes.item(index).getNodeValue());
			}
		}
		return text.toString().strip();
	}

	/** The texts of a model that the engine evaluates as FEEL. */
	static Stream<Element> feel(Element root) {
		return all(root)
			.flatMap((element) -> is(element, BPMN, "scriptTask") && "feel".equals(element.getAttribute("scriptFormat"))
					? children(element, "script")
					: Stream.of(element)
						.filter((each) -> "feel".equals(each.getAttribute("language"))
								|| "feel".equals(each.getAttribute("scriptFormat"))));
	}

	/** The element of the diagram that something belongs to. */
	static Element shown(Element element) {
		Node candidate = element;
		while (candidate.getParentNode() instanceof Element parent
				&& (!(candidate instanceof Element own) || !isShown(own))) {
			candidate = parent;
		}
		return (Element) candidate;
	}

	private static boolean isShown(Element element) {
		return !CAMUNDA.equals(element.getNamespaceURI()) && element.hasAttribute("id")
				&& !INVISIBLE.contains(element.getLocalName()) && !element.getLocalName().endsWith("EventDefinition")
				&& !element.getLocalName().endsWith("LoopCharacteristics");
	}

	static String id(Element element) {
		return shown(element).getAttribute("id");
	}

	/** Begins a sentence about an element: kind, id and name. */
	static String described(Element element) {
		Element shown = shown(element);
		String kind = shown.getLocalName().replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT).strip();
		String name = shown.getAttribute("name").strip().replaceAll("\\s+", " ");
		String id = shown.getAttribute("id");
		if (name.isEmpty() && is(shown, BPMN, "sequenceFlow")) {
			name = "from " + called(shown, "sourceRef") + " to " + called(shown, "targetRef");
		}
		return "The " + kind + (id.isEmpty() ? "" : " '" + shortened(id) + "'")
				+ (name.isEmpty() ? "" : " (" + shortened(name) + ")");
	}

	/** The name of the element that an attribute refers to, or its id if it has none. */
	private static String called(Element element, String attribute) {
		String id = element.getAttribute(attribute);
		return children(element.getParentNode()).stream()
			.filter((sibling) -> id.equals(sibling.getAttribute("id")))
			.map((sibling) -> sibling.getAttribute("name").strip().replaceAll("\\s+", " "))
			.filter((name) -> !name.isEmpty())
			.findFirst()
			.orElse("'" + id + "'");
	}

	static String shortened(String text) {
		return (text.length() > 100) ? text.substring(0, 100) + "…" : text;
	}

}
