/** The plugin of Cockpit and its REST resource. */
package io.selfieregistration.cockpit.process;
