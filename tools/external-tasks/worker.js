// Reads {baseUrl, user, password, topic, variables} from the standard input, completes one task of the topic with the
// variables, and prints the task and what came of it.

import { readFileSync } from 'node:fs';
import { BasicAuthInterceptor, Client, Variables } from 'camunda-external-task-client-js';

const { baseUrl, user, password, topic, variables } = JSON.parse(readFileSync(0, 'utf8'));

const client = new Client({
  baseUrl,
  interval: 100,
  maxTasks: 1,
  interceptors: new BasicAuthInterceptor({ username: user, password }),
});

client.subscribe(topic, async ({ task, taskService }) => {
  client.stop();
  const returned = new Variables();
  for (const [name, value] of Object.entries(variables)) {
    returned.setTyped(name, value);
  }
  let error = null;
  try {
    await taskService.complete(task, returned);
  } catch (problem) {
    error = problem.message;
  }
  console.log(JSON.stringify({
    businessKey: task.businessKey,
    tenantId: task.tenantId,
    variables: task.variables.getAll(),
    error,
  }));
});
