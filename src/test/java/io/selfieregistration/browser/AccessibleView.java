package io.selfieregistration.browser;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;

/**
 * The page as a screen reader knows it: roles and names, and nothing else. Whoever uses
 * it sees no picture, no place and no colour.
 */
final class AccessibleView {

	private static final Set<String> SPOKEN_ROLES = Set.of("status", "alert");

	private final ChromeDriver driver;

	AccessibleView(Browser browser) {
		this.driver = browser.driver();
	}

	/** The headings, in the order of the page. */
	List<String> headings() {
		return nodes().stream().filter((node) -> node.role().equals("heading")).map(Node::name).toList();
	}

	/** What is spoken when it changes. */
	List<String> spoken() {
		List<Node> nodes = nodes();
		return nodes.stream()
			.filter((node) -> SPOKEN_ROLES.contains(node.role()))
			.map((node) -> textUnder(node, nodes))
			.filter((text) -> !text.isBlank())
			.toList();
	}

	/** The names of everything with a role. */
	List<String> names(String role) {
		return nodes().stream().filter((node) -> node.role().equals(role)).map(Node::name).toList();
	}

	/** Moves the focus to a button by its name, and presses it. */
	void press(String button) {
		Node node = nodes().stream()
			.filter((each) -> each.role().equals("button") && each.name().equals(button) && !each.disabled())
			.findFirst()
			.orElseThrow(() -> new AssertionError("There is no button '" + button + "' but " + names("button")));
		this.driver.executeCdpCommand("DOM.focus", Map.of("backendNodeId", node.element()));
		new Actions(this.driver).sendKeys(Keys.ENTER).perform();
	}

	boolean has(String role, String name) {
		return nodes().stream()
			.anyMatch((node) -> node.role().equals(role) && node.name().equals(name) && !node.disabled());
	}

	private static String textUnder(Node node, List<Node> nodes) {
		StringBuilder text = new StringBuilder();
		for (Node child : nodes) {
			if (child.role().equals("StaticText") && isUnder(child, node, nodes)) {
				text.append(child.name());
			}
		}
		return text.toString();
	}

	private static boolean isUnder(Node child, Node node, List<Node> nodes) {
		String parent = child.parent();
		while (parent != null) {
			if (parent.equals(node.id())) {
				return true;
			}
			String wanted = parent;
			parent = nodes.stream()
				.filter((each) -> each.id().equals(wanted))
				.map(Node::parent)
				.findFirst()
				.orElse(null);
		}
		return false;
	}

	@SuppressWarnings("unchecked")
	private List<Node> nodes() {
		this.driver.executeCdpCommand("Accessibility.enable", Map.of());
		List<Map<String, Object>> tree = (List<Map<String, Object>>) this.driver
			.executeCdpCommand("Accessibility.getFullAXTree", Map.of())
			.get("nodes");
		return tree.stream().filter((node) -> !Boolean.TRUE.equals(node.get("ignored"))).map(Node::of).toList();
	}

	private record Node(String id, String parent, String role, String name, Object element, boolean disabled) {

		@SuppressWarnings("unchecked")
		static Node of(Map<String, Object> node) {
			List<Map<String, Object>> properties = (List<Map<String, Object>>) node.getOrDefault("properties",
					List.of());
			boolean disabled = properties.stream()
				.anyMatch((property) -> "disabled".equals(property.get("name"))
						&& Boolean.TRUE.equals(((Map<String, Object>) property.get("value")).get("value")));
			return new Node((String) node.get("nodeId"), (String) node.get("parentId"), value(node, "role"),
					value(node, "name"), node.get("backendDOMNodeId"), disabled);
		}

		@SuppressWarnings("unchecked")
		private static String value(Map<String, Object> node, String field) {
			Object value = ((Map<String, Object>) node.getOrDefault(field, Map.of())).get("value");
			return (value != null) ? value.toString() : "";
		}

	}

}
