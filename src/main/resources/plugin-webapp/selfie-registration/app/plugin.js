import { Dashboard } from './dashboard.js';
import { DefinitionTab } from './funnel.js';
import { InstanceTab, RegistrationsPage } from './registrations.js';
import { element } from './dom.js';

/**
 * Makes a plugin of a view: an object with `show(node)` and `leave()`, made anew each time that Cockpit shows it.
 *
 * @param {(context: object) => { show: (node: HTMLElement) => void, leave: () => void }} make
 */
function plugin(id, pluginPoint, priority, properties, make) {
  let view = null;
  return {
    id,
    pluginPoint,
    priority,
    properties,
    render: (node, context) => {
      view?.leave();
      view = make(context);
      node.classList.add('selfie');
      view.show(node);
    },
    unmount: () => {
      view?.leave();
      view = null;
    },
  };
}

/** The way to our page in the bar at the top. */
class NavigationLink {

  show(node) {
    node.classList.remove('selfie');
    node.append(element('a', { href: '#/registrations' }, 'Registrations'));
  }

  leave() {
    // There is nothing under way
  }

}

/** Cockpit shows all plugins below its own numbers; the panel is what operators look for first. */
function showFirst() {
  const plugins = document.querySelector('.dashboard > .deprecate');
  if (plugins?.previousElementSibling) {
    plugins.parentElement.prepend(plugins);
  }
}

// Cockpit draws its dashboard anew each time that it is opened, and the section of plugins also where it is closed
new MutationObserver(showFirst).observe(document.body, { childList: true, subtree: true });

export default [
  plugin('selfie-registrations-dashboard', 'cockpit.dashboard', 15, { label: 'Selfie registrations' },
    (context) => new Dashboard(context)),
  plugin('selfie-registrations-page', 'cockpit.route', 0, { path: '/registrations' },
    (context) => new RegistrationsPage(context)),
  // Cockpit marks it where the address holds its id or its path
  plugin('selfie-registrations-navigation', 'cockpit.navigation', 5, { label: 'Registrations', path: '/registrations' },
    (context) => new NavigationLink(context)),
  plugin('selfie-registration-tab', 'cockpit.processInstance.runtime.tab', 25, { label: 'Registration' },
    (context) => new InstanceTab(context)),
  plugin('selfie-registrations-tab', 'cockpit.processDefinition.runtime.tab', 5, { label: 'Registrations' },
    (context) => new DefinitionTab(context)),
];
