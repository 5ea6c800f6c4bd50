// What an analyst does in Camunda Modeler, with the same editor library.
const modeler = new BpmnModeler({
  container: '#canvas',
  propertiesPanel: { parent: '#properties' },
});

const get = (name) => modeler.get(name);

window.analyst = {
  /** Opens an empty diagram, in which only the start is drawn, with the templates at hand. */
  async open(templates, key, name) {
    await modeler.createDiagram();
    const problems = [];
    get('eventBus').on('elementTemplates.errors', ({ errors }) => problems.push(...errors));
    get('elementTemplatesLoader').setTemplates(templates);
    if (problems.length > 0) {
      throw new Error(problems.map((problem) => problem.message).join('; '));
    }
    const process = get('canvas').getRootElement();
    get('modeling').updateProperties(process, {
      id: key, name, isExecutable: true, 'camunda:historyTimeToLive': 'P30D',
    });
  },

  /** Appends a task to the last element and makes of it what the template says. */
  appendTemplate(id) {
    const shape = this.append('bpmn:Task');
    const templates = get('elementTemplates');
    return templates.applyTemplate(shape, templates.getLatest(id)[0]).id;
  },

  /** Gives an element a name of the analyst's own. */
  rename(id, name) {
    get('modeling').updateProperties(get('elementRegistry').get(id), { name });
  },

  /** Appends an element to the last one. */
  append(type) {
    const elements = get('elementRegistry').filter((each) => each.businessObject?.$instanceOf?.('bpmn:FlowNode') && !each.labelTarget);
    const last = elements.find((each) => each.outgoing.length === 0);
    const shape = get('elementFactory').createShape({ type });
    return get('modeling').appendShape(last, shape, { x: last.x + last.width / 2 + 160, y: last.y + last.height / 2 });
  },

  /** Selects an element, so that the panel shows its fields. */
  select(id) {
    get('selection').select(get('elementRegistry').get(id));
  },

  fit() {
    get('canvas').zoom('fit-viewport', 'auto');
  },

  /** Opens an existing drawing. */
  async load(xml) {
    const { warnings } = await modeler.importXML(xml);
    if (warnings.length > 0) {
      throw new Error(warnings.map((warning) => warning.message).join('; '));
    }
  },

  /** Applies the latest template to an element that was made of an earlier one. */
  applyAgain(id) {
    const templates = get('elementTemplates');
    const element = get('elementRegistry').get(id);
    templates.applyTemplate(element, templates.getLatest(templates.get(element).id)[0]);
  },

  async xml() {
    return (await modeler.saveXML({ format: true })).xml;
  },

  async svg() {
    return (await modeler.saveSVG()).svg;
  },
};
