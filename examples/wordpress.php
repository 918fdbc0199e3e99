<?php
// In a theme's functions.php: the shortcode [llm_window server="https://answers.example"].
add_shortcode('llm_window', function ($given) {
    $set = shortcode_atts(['server' => '', 'mode' => 'inline'], $given);
    $server = esc_url($set['server']);
    wp_enqueue_script_module('llm-window', $server . '/llm-window.js', [], null);
    return sprintf('<llm-window server="%s" mode="%s"></llm-window>', $server, esc_attr($set['mode']));
});
